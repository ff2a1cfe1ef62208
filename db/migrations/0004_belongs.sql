ALTER TABLE "charges" DROP CONSTRAINT "charges_run_id_billing_runs_id_fk";
--> statement-breakpoint
ALTER TABLE "charges" DROP CONSTRAINT "charges_customer_id_customers_id_fk";
--> statement-breakpoint
ALTER TABLE "charges" DROP CONSTRAINT "charges_did_id_dids_id_fk";
--> statement-breakpoint
ALTER TABLE "charges" DROP CONSTRAINT "charges_package_id_packages_id_fk";
--> statement-breakpoint
ALTER TABLE "charges" DROP CONSTRAINT "charges_version_id_package_versions_id_fk";
--> statement-breakpoint
ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_customer_id_customers_id_fk";
--> statement-breakpoint
ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_charge_id_charges_id_fk";
--> statement-breakpoint
ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_run_id_billing_runs_id_fk";
--> statement-breakpoint
-- One look at all rows of a statement instead of five foreign keys a row: everything a charge names is there and fits its assignment.
CREATE FUNCTION require_charges_belong() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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
CREATE TRIGGER charges_belong AFTER INSERT ON charges REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION require_charges_belong();
--> statement-breakpoint
CREATE FUNCTION require_entries_belong() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM inserted i
    LEFT JOIN customers c ON c.id = i.customer_id AND c.currency = i.currency
    LEFT JOIN charges g ON g.id = i.charge_id AND g.customer_id = i.customer_id AND g.retail_minor = -i.amount_minor AND g.is_debited
    WHERE c.id IS NULL OR (i.charge_id IS NOT NULL AND g.id IS NULL)
      OR (i.run_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM billing_runs r WHERE r.id = i.run_id))
  ) THEN
    RAISE EXCEPTION 'a ledger entry belongs to a customer and carries the amount of its charge' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'ledger_entries_belong';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_entries_belong AFTER INSERT ON ledger_entries REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION require_entries_belong();
--> statement-breakpoint
-- What the ledger names is never deleted. (Customers, DIDs and packages are kept by the assignments, assignments by their foreign key.)
CREATE FUNCTION refuse_delete_of_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.mode = 'post' THEN
    RAISE EXCEPTION 'a posted run is never deleted' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'billing_runs_never_deleted';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER billing_runs_never_deleted BEFORE DELETE ON billing_runs FOR EACH ROW EXECUTE FUNCTION refuse_delete_of_run();
--> statement-breakpoint
CREATE FUNCTION refuse_delete_of_payer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM charges WHERE customer_id = OLD.id) OR EXISTS (SELECT 1 FROM ledger_entries WHERE customer_id = OLD.id) THEN
    RAISE EXCEPTION 'a customer with a ledger is never deleted' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'customers_ledger_stays';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER customers_ledger_stays BEFORE DELETE ON customers FOR EACH ROW EXECUTE FUNCTION refuse_delete_of_payer();
--> statement-breakpoint
CREATE FUNCTION refuse_delete_of_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM assignments WHERE package_id = OLD.package_id) THEN
    RAISE EXCEPTION 'a version of a package in use is never deleted' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'package_versions_stay';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER package_versions_stay BEFORE DELETE ON package_versions FOR EACH ROW EXECUTE FUNCTION refuse_delete_of_version();
