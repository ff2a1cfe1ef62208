ALTER TABLE "charges" DROP CONSTRAINT "charges_assignment_id_assignments_id_fk";
--> statement-breakpoint
ALTER TABLE "charges" DROP CONSTRAINT "charges_reverses_id_charges_id_fk";

--> statement-breakpoint
-- As before, and the payers are held, so that an assignment cannot be deleted beside its first charge.
CREATE OR REPLACE FUNCTION require_charges_belong() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM customers WHERE id IN (SELECT customer_id FROM inserted) ORDER BY id FOR KEY SHARE;
  IF EXISTS (
    SELECT 1 FROM inserted i
    LEFT JOIN assignments a ON a.id = i.assignment_id AND a.package_id = i.package_id AND a.did_id IS NOT DISTINCT FROM i.did_id
    LEFT JOIN package_versions v ON v.id = i.version_id AND v.package_id = i.package_id
    LEFT JOIN customers c ON c.id = i.customer_id AND c.currency = i.currency
    LEFT JOIN billing_runs r ON r.id = i.run_id AND r.mode = 'post'
    WHERE a.id IS NULL OR v.id IS NULL OR c.id IS NULL OR r.id IS NULL OR (i.kind <> 'reversal' AND a.payer_id <> i.customer_id)
  ) THEN
    RAISE EXCEPTION 'a charge belongs to a run, an assignment, its payer and a version of its package' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'charges_belong';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_delete_of_charged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM customers WHERE id IN (SELECT payer_id FROM deleted) ORDER BY id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM charges c JOIN deleted d ON d.id = c.assignment_id) THEN
    RAISE EXCEPTION 'an assignment with charges is never deleted' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'assignments_ledger_stays';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER assignments_ledger_stays AFTER DELETE ON assignments REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION refuse_delete_of_charged();
--> statement-breakpoint
CREATE FUNCTION refuse_truncate_of_charged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM charges) THEN
    RAISE EXCEPTION 'an assignment with charges is never deleted' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'assignments_ledger_stays';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER assignments_ledger_stays_whole BEFORE TRUNCATE ON assignments FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_charged();
