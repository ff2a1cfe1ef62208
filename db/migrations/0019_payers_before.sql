ALTER TABLE "assignments" ADD COLUMN "payers_before" bigint[] DEFAULT '{}' NOT NULL;
--> statement-breakpoint
-- Who paid for what is there already; where runs look stays as it is.
ALTER TABLE assignments DISABLE TRIGGER assignments_point_changed;
--> statement-breakpoint
UPDATE assignments a SET payers_before = s.payers FROM (
  SELECT c.assignment_id, array_agg(DISTINCT c.customer_id) AS payers FROM charges c JOIN assignments o ON o.id = c.assignment_id
  WHERE o.did_id IS NOT NULL AND c.customer_id <> o.payer_id GROUP BY c.assignment_id
) s WHERE s.assignment_id = a.id;
--> statement-breakpoint
ALTER TABLE assignments ENABLE TRIGGER assignments_point_changed;
--> statement-breakpoint
-- No writer can forget it, and none can take it away.
CREATE FUNCTION keep_payers_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.payers_before := CASE WHEN NEW.payer_id = OLD.payer_id OR OLD.payer_id = ANY (OLD.payers_before) THEN OLD.payers_before
    ELSE OLD.payers_before || OLD.payer_id END;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER assignments_keep_payers BEFORE UPDATE OF payer_id, payers_before ON assignments FOR EACH ROW EXECUTE FUNCTION keep_payers_before();
--> statement-breakpoint
-- As before, by the ledger's index of payers: whoever was charged for an assignment pays for it, or did. One look-up a payer.
CREATE OR REPLACE FUNCTION refuse_delete_of_charged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paid record;
BEGIN
  PERFORM 1 FROM customers WHERE id IN (SELECT unnest(payer_id || payers_before) FROM deleted) ORDER BY id FOR UPDATE;
  FOR paid IN SELECT p.payer_id, array_agg(d.id) AS ids FROM deleted d CROSS JOIN LATERAL unnest(d.payer_id || d.payers_before) AS p (payer_id) GROUP BY p.payer_id LOOP
    IF EXISTS (SELECT 1 FROM charges c WHERE c.customer_id = paid.payer_id AND c.assignment_id = ANY (paid.ids)) THEN
      RAISE EXCEPTION 'an assignment with charges is never deleted' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'assignments_ledger_stays';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
