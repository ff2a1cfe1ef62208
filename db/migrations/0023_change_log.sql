-- One sequence for every change of terms and of assignments: a charge keeps the last one that was known when it was planned.
CREATE SEQUENCE change_numbers;
--> statement-breakpoint
CREATE TABLE "assignment_boundaries" (
	"assignment_id" bigint NOT NULL,
	"change_number" bigint NOT NULL,
	"counts_from_on" date NOT NULL,
	CONSTRAINT "assignment_boundaries_pk" PRIMARY KEY("assignment_id","change_number")
);
--> statement-breakpoint
CREATE TABLE "assignment_ends" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "assignment_ends_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" bigint DEFAULT nextval('change_numbers') NOT NULL,
	"assignment_id" bigint NOT NULL,
	"end_on" date,
	"typed_on" date NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "assignment_ends_number_unique" UNIQUE("number")
);
--> statement-breakpoint
ALTER TABLE "assignment_quantities" DROP CONSTRAINT "assignment_quantities_once_a_day";--> statement-breakpoint
ALTER TABLE "assignments" DROP CONSTRAINT "assignments_end_not_before_start";--> statement-breakpoint
DROP INDEX "charges_credits_idx";--> statement-breakpoint
DROP INDEX "charges_exactly_once";--> statement-breakpoint
ALTER TABLE "assignment_pointers" ADD COLUMN "ledger_from_on" date;--> statement-breakpoint
ALTER TABLE "assignment_quantities" ADD COLUMN "number" bigint DEFAULT nextval('change_numbers') NOT NULL;--> statement-breakpoint
ALTER TABLE "assignment_quantities" ADD COLUMN "not_before_on" date;--> statement-breakpoint
ALTER TABLE "assignment_quantities" ADD COLUMN "typed_on" date;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "root_id" bigint;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "moved_from_id" bigint;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "moved_on" date;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "bills_before_on" date;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "anchor_on" date;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "opens_on" date;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "settlement" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "change_number" bigint;--> statement-breakpoint
ALTER TABLE "package_versions" ADD COLUMN "change_number" bigint DEFAULT nextval('change_numbers') NOT NULL;--> statement-breakpoint
ALTER TABLE "package_versions" ADD COLUMN "cancelled_number" bigint;--> statement-breakpoint
ALTER TABLE "package_versions" ADD COLUMN "typed_on" date DEFAULT current_date NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_run_parcels" ADD COLUMN "from_on" date;--> statement-breakpoint
ALTER TABLE "billing_run_parcels" ADD COLUMN "available_minor" bigint;--> statement-breakpoint
ALTER TABLE "charge_waivers" ADD COLUMN "change_number" bigint DEFAULT nextval('change_numbers') NOT NULL;--> statement-breakpoint
ALTER TABLE "assignment_boundaries" ADD CONSTRAINT "assignment_boundaries_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_ends" ADD CONSTRAINT "assignment_ends_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignment_ends_assignment_idx" ON "assignment_ends" USING btree ("assignment_id","number");--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_root_id_assignments_id_fk" FOREIGN KEY ("root_id") REFERENCES "public"."assignments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_moved_from_id_assignments_id_fk" FOREIGN KEY ("moved_from_id") REFERENCES "public"."assignments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignment_quantities_assignment_idx" ON "assignment_quantities" USING btree ("assignment_id","effective_on");--> statement-breakpoint
CREATE INDEX "assignments_root_idx" ON "assignments" USING btree ("root_id") WHERE "assignments"."root_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "assignments_moved_once" ON "assignments" USING btree ("moved_from_id") WHERE "assignments"."moved_from_id" is not null;--> statement-breakpoint
-- Written by hand: what was typed before gets its place in the order of its instants, and charges what was known at theirs.
CREATE TABLE migrated_changes (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, source text NOT NULL, source_id bigint NOT NULL, at timestamptz NOT NULL);
--> statement-breakpoint
INSERT INTO assignment_ends (assignment_id, end_on, typed_on, created_at)
SELECT a.id, a.end_on, coalesce(a.ended_on, a.start_on), coalesce((
  SELECT max(l.at) FROM audit_log l WHERE l.entity = 'assignment' AND l.entity_id = a.id::text AND a.ended_on IS NOT NULL
    AND l.action IN ('assignment.ended', 'assignment.end_removed', 'assignment.imported', 'assignment.updated')
    AND l.after ->> 'endOn' = a.end_on::text), CASE WHEN a.ended_on IS NULL THEN a.created_at ELSE (a.ended_on + 1)::timestamptz END)
FROM assignments a WHERE a.end_on IS NOT NULL ORDER BY a.id;
--> statement-breakpoint
INSERT INTO migrated_changes (source, source_id, at) SELECT source, source_id, at FROM (
  SELECT 'version' AS source, id AS source_id, created_at AS at FROM package_versions
  UNION ALL SELECT 'cancelled', id, cancelled_at FROM package_versions WHERE cancelled_at IS NOT NULL
  UNION ALL SELECT 'quantity', id, created_at FROM assignment_quantities
  UNION ALL SELECT 'end', id, created_at FROM assignment_ends
  UNION ALL SELECT 'waiver', id, created_at FROM charge_waivers
) typed ORDER BY at, source_id;
--> statement-breakpoint
CREATE INDEX migrated_changes_at ON migrated_changes (at, number);
--> statement-breakpoint
ALTER TABLE package_versions DISABLE TRIGGER package_versions_never_changed;
--> statement-breakpoint
UPDATE package_versions v SET change_number = -m.number, typed_on = (v.created_at AT TIME ZONE coalesce((SELECT billing_time_zone FROM settings), 'UTC'))::date
FROM migrated_changes m WHERE m.source = 'version' AND m.source_id = v.id;
--> statement-breakpoint
UPDATE package_versions SET change_number = -change_number;
--> statement-breakpoint
UPDATE package_versions v SET cancelled_number = m.number FROM migrated_changes m WHERE m.source = 'cancelled' AND m.source_id = v.id;
--> statement-breakpoint
ALTER TABLE package_versions ENABLE TRIGGER package_versions_never_changed;
--> statement-breakpoint
UPDATE assignment_quantities q SET number = -m.number, typed_on = (q.created_at AT TIME ZONE coalesce((SELECT billing_time_zone FROM settings), 'UTC'))::date
FROM migrated_changes m WHERE m.source = 'quantity' AND m.source_id = q.id;
--> statement-breakpoint
UPDATE assignment_quantities SET number = -number;
--> statement-breakpoint
UPDATE assignment_ends e SET number = -m.number FROM migrated_changes m WHERE m.source = 'end' AND m.source_id = e.id;
--> statement-breakpoint
UPDATE assignment_ends SET number = -number;
--> statement-breakpoint
UPDATE charge_waivers w SET change_number = m.number FROM migrated_changes m WHERE m.source = 'waiver' AND m.source_id = w.id;
--> statement-breakpoint
SELECT setval('change_numbers', (SELECT count(*) + 1 FROM migrated_changes));
--> statement-breakpoint
-- A credit belongs to the period that it cut: the last one charged that holds its days and ends with them.
CREATE INDEX migrated_recurring ON charges (assignment_id, period_to, period_from) WHERE kind = 'recurring';
--> statement-breakpoint
CREATE TABLE migrated_credits AS
SELECT k.id, k.assignment_id, c.opens_on, row_number() OVER (PARTITION BY k.assignment_id, c.opens_on ORDER BY k.id) AS settlement
FROM charges k CROSS JOIN LATERAL (
  SELECT coalesce((SELECT g.period_from FROM charges g WHERE g.assignment_id = k.assignment_id AND g.kind = 'recurring'
    AND g.period_from <= k.period_from AND g.period_to = k.period_to ORDER BY g.period_from DESC LIMIT 1), k.period_from) AS opens_on
) c WHERE k.kind = 'credit';
--> statement-breakpoint
ALTER TABLE charges DISABLE TRIGGER charges_append_only;
--> statement-breakpoint
UPDATE charges c SET opens_on = coalesce(k.opens_on, c.period_from), settlement = coalesce(k.settlement, 0),
  attempt = CASE WHEN k.id IS NULL THEN c.attempt ELSE 0 END,
  change_number = coalesce((SELECT m.number FROM migrated_changes m WHERE m.at <= c.created_at ORDER BY m.at DESC, m.number DESC LIMIT 1), 0)
FROM charges same LEFT JOIN migrated_credits k ON k.id = coalesce(same.reverses_id, same.id) WHERE same.id = c.id;
--> statement-breakpoint
ALTER TABLE charges ENABLE TRIGGER charges_append_only;
--> statement-breakpoint
DROP TABLE migrated_credits;
--> statement-breakpoint
DROP INDEX migrated_recurring;
--> statement-breakpoint
-- Runs of the releases before could lose sight of a date that became due again: every assignment is looked at once more.
UPDATE assignment_pointers p SET ledger_from_on = '1970-01-01', next_due_on = coalesce(p.next_due_on, a.start_on)
FROM assignments a WHERE a.id = p.assignment_id AND (p.looked_through_on IS NOT NULL OR p.next_due_on IS NULL);
--> statement-breakpoint
DROP TABLE migrated_changes;
--> statement-breakpoint
ALTER TABLE charges ALTER COLUMN opens_on SET NOT NULL, ALTER COLUMN change_number SET NOT NULL;
--> statement-breakpoint
ALTER TABLE assignment_quantities ALTER COLUMN typed_on SET NOT NULL;
--> statement-breakpoint
CREATE INDEX "charges_settlements_idx" ON "charges" USING btree ("assignment_id","opens_on") WHERE "charges"."settlement" > 0;--> statement-breakpoint
CREATE UNIQUE INDEX "charges_exactly_once" ON "charges" USING btree ("opens_on","assignment_id","kind","settlement","attempt") WHERE "charges"."kind" <> 'reversal';--> statement-breakpoint
ALTER TABLE "assignment_quantities" ADD CONSTRAINT "assignment_quantities_number_unique" UNIQUE("number");--> statement-breakpoint
ALTER TABLE "package_versions" ADD CONSTRAINT "package_versions_change_number_unique" UNIQUE("change_number");--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_moved_whole" CHECK (("assignments"."moved_from_id" is null) = ("assignments"."anchor_on" is null));--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_moved_away" CHECK (("assignments"."moved_on" is null) = ("assignments"."bills_before_on" is null));--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_end_not_before_start" CHECK ("assignments"."end_on" is null or "assignments"."end_on" >= coalesce("assignments"."anchor_on", "assignments"."start_on") or "assignments"."moved_on" is not null);--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_settlement_fits" CHECK ("charges"."settlement" >= 0 and ("charges"."settlement" = 0 or "charges"."attempt" = 0));--> statement-breakpoint
ALTER TABLE "package_versions" ADD CONSTRAINT "package_versions_cancelled_whole" CHECK (("package_versions"."cancelled_at" is null) = ("package_versions"."cancelled_number" is null));
--> statement-breakpoint
-- A version is never changed; it may only be cancelled.
CREATE OR REPLACE FUNCTION refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'cancelled_at' - 'cancelled_number' IS DISTINCT FROM to_jsonb(OLD) - 'cancelled_at' - 'cancelled_number' THEN
    RAISE EXCEPTION 'a version of the terms is never changed' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'package_versions_never_changed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- What was typed stays: rows go only with their assignment, which has no charges then.
CREATE FUNCTION refuse_change_of_typed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
--> statement-breakpoint
CREATE TRIGGER assignment_quantities_append_only BEFORE UPDATE OR DELETE ON assignment_quantities FOR EACH ROW EXECUTE FUNCTION refuse_change_of_typed();
--> statement-breakpoint
CREATE TRIGGER assignment_ends_append_only BEFORE UPDATE OR DELETE ON assignment_ends FOR EACH ROW EXECUTE FUNCTION refuse_change_of_typed();
--> statement-breakpoint
-- No writer can forget an end: triggers of assignments write it. Of a moved number the ends are one list, written by whoever types them.
CREATE OR REPLACE FUNCTION point_new_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO assignment_pointers (assignment_id, payer_id, next_due_on, ledger_from_on) SELECT id, payer_id, start_on, anchor_on FROM inserted ORDER BY id;
  INSERT INTO assignment_ends (assignment_id, end_on, typed_on) SELECT id, end_on, start_on FROM inserted WHERE end_on IS NOT NULL AND root_id IS NULL ORDER BY id;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER assignments_point_changed ON assignments;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION point_changed_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE assignment_pointers p SET payer_id = u.payer_id, next_due_on = u.start_on, ledger_from_on = coalesce(u.anchor_on, u.start_on)
    FROM updated u WHERE p.assignment_id = u.id;
  INSERT INTO assignment_ends (assignment_id, end_on, typed_on)
    SELECT u.id, u.end_on, coalesce(u.ended_on, (now() AT TIME ZONE coalesce((SELECT billing_time_zone FROM settings), 'UTC'))::date)
    FROM updated u JOIN was w ON w.id = u.id WHERE u.end_on IS DISTINCT FROM w.end_on AND u.root_id IS NULL ORDER BY u.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER assignments_point_changed AFTER UPDATE ON assignments REFERENCING OLD TABLE AS was NEW TABLE AS updated FOR EACH STATEMENT EXECUTE FUNCTION point_changed_assignments();
--> statement-breakpoint
-- One payer for ever. What was moved before this rule keeps its list of payers, which never grows again.
DROP TRIGGER assignments_keep_payers ON assignments;
--> statement-breakpoint
DROP FUNCTION keep_payers_before();
--> statement-breakpoint
CREATE FUNCTION keep_payer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.payer_id <> OLD.payer_id OR NEW.payers_before <> OLD.payers_before OR NEW.anchor_on IS DISTINCT FROM OLD.anchor_on
    OR NEW.moved_from_id IS DISTINCT FROM OLD.moved_from_id
    OR (OLD.root_id IS NOT NULL AND NEW.root_id IS DISTINCT FROM OLD.root_id)
    OR (OLD.bills_before_on IS NOT NULL AND NEW.bills_before_on IS DISTINCT FROM OLD.bills_before_on)
    OR (OLD.moved_from_id IS NOT NULL AND NEW.start_on <> OLD.start_on) THEN
    RAISE EXCEPTION 'an assignment has one payer, and the boundary of its move stays' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'assignments_one_payer';
  END IF;
  IF OLD.bills_before_on IS NULL AND NEW.bills_before_on IS NOT NULL AND EXISTS (
    SELECT 1 FROM charges c WHERE c.customer_id = OLD.payer_id AND c.assignment_id = OLD.id AND c.opens_on >= NEW.bills_before_on AND c.kind <> 'reversal'
      AND NOT EXISTS (SELECT 1 FROM charges r WHERE r.reverses_id = c.id)
  ) THEN
    RAISE EXCEPTION 'a move begins after everything that is charged' USING ERRCODE = 'check_violation', CONSTRAINT = 'assignments_moved_after_charges';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER assignments_one_payer BEFORE UPDATE ON assignments FOR EACH ROW EXECUTE FUNCTION keep_payer();
--> statement-breakpoint
-- A period is charged again only where its earlier charge was reversed: with charges_exactly_once, at most one lives.
CREATE OR REPLACE FUNCTION require_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM charges earlier JOIN charges mirror ON mirror.reverses_id = earlier.id
    WHERE earlier.opens_on = NEW.opens_on AND earlier.assignment_id = NEW.assignment_id AND earlier.kind = NEW.kind
      AND earlier.settlement = NEW.settlement AND earlier.attempt = NEW.attempt - 1 AND earlier.kind <> 'reversal'
  ) THEN
    RAISE EXCEPTION 'the earlier charge of this period is not reversed' USING ERRCODE = 'unique_violation', CONSTRAINT = 'charges_exactly_once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION require_mirror() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM charges c WHERE c.id = NEW.reverses_id AND c.kind <> 'reversal' AND c.assignment_id = NEW.assignment_id
      AND c.customer_id = NEW.customer_id AND c.period_from = NEW.period_from AND c.currency = NEW.currency
      AND c.opens_on = NEW.opens_on AND c.settlement = NEW.settlement
      AND c.retail_minor = -NEW.retail_minor AND c.cost_minor = -NEW.cost_minor AND c.is_debited = NEW.is_debited
  ) THEN
    RAISE EXCEPTION 'a reversal mirrors its charge' USING ERRCODE = 'check_violation', CONSTRAINT = 'charges_reversal_mirrors';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- As before; a period belongs to the part of a moved number in which it opens, and a settlement to whoever was charged.
CREATE OR REPLACE FUNCTION require_charges_belong() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM customers WHERE id IN (SELECT customer_id FROM inserted) ORDER BY id FOR KEY SHARE;
  IF EXISTS (
    SELECT 1 FROM inserted i
    LEFT JOIN assignments a ON a.id = i.assignment_id AND a.package_id = i.package_id AND a.did_id IS NOT DISTINCT FROM i.did_id
    LEFT JOIN package_versions v ON v.id = i.version_id AND v.package_id = i.package_id
    LEFT JOIN customers c ON c.id = i.customer_id AND c.currency = i.currency
    LEFT JOIN billing_runs r ON r.id = i.run_id AND r.mode = 'post'
    WHERE a.id IS NULL OR v.id IS NULL OR c.id IS NULL OR r.id IS NULL
      OR (i.kind <> 'reversal' AND a.payer_id <> i.customer_id AND (i.settlement = 0 OR i.customer_id <> ALL (a.payers_before)))
      OR (i.kind <> 'reversal' AND (i.opens_on >= a.bills_before_on OR (a.moved_from_id IS NOT NULL AND i.opens_on < a.start_on)))
  ) THEN
    RAISE EXCEPTION 'a charge belongs to a run, an assignment, its payer and a version of its package' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'charges_belong';
  END IF;
  RETURN NULL;
END $$;
