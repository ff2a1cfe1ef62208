CREATE TABLE "assignment_pointers" (
	"assignment_id" bigint PRIMARY KEY NOT NULL,
	"payer_id" bigint NOT NULL,
	"next_due_on" date,
	"looked_through_on" date
);
--> statement-breakpoint
INSERT INTO "assignment_pointers" SELECT "id", "payer_id", "next_due_on", "looked_through_on" FROM "assignments" ORDER BY "id";--> statement-breakpoint
DROP INDEX "assignments_due_idx";--> statement-breakpoint
ALTER TABLE "assignment_pointers" ADD CONSTRAINT "assignment_pointers_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignment_pointers_due_idx" ON "assignment_pointers" USING btree ("next_due_on","payer_id") WHERE "assignment_pointers"."next_due_on" is not null;--> statement-breakpoint
ALTER TABLE "assignments" DROP COLUMN "next_due_on";--> statement-breakpoint
ALTER TABLE "assignments" DROP COLUMN "looked_through_on";
--> statement-breakpoint
-- No writer can forget it: a new assignment, and one that was changed in any way, is looked at from its start by the next run.
CREATE FUNCTION point_new_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO assignment_pointers (assignment_id, payer_id, next_due_on) SELECT id, payer_id, start_on FROM inserted ORDER BY id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER assignments_point_new AFTER INSERT ON assignments REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION point_new_assignments();
--> statement-breakpoint
CREATE FUNCTION point_changed_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE assignment_pointers p SET payer_id = u.payer_id, next_due_on = u.start_on FROM updated u WHERE p.assignment_id = u.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER assignments_point_changed AFTER UPDATE ON assignments REFERENCING NEW TABLE AS updated FOR EACH STATEMENT EXECUTE FUNCTION point_changed_assignments();
