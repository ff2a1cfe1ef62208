CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
--> statement-breakpoint
CREATE TRIGGER charges_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON charges FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A period is charged again only where its earlier charge was reversed: with charges_exactly_once, at most one lives.
CREATE FUNCTION require_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM charges earlier JOIN charges mirror ON mirror.reverses_id = earlier.id
    WHERE earlier.period_from = NEW.period_from AND earlier.assignment_id = NEW.assignment_id
      AND earlier.kind = NEW.kind AND earlier.attempt = NEW.attempt - 1 AND earlier.kind <> 'reversal'
  ) THEN
    RAISE EXCEPTION 'the earlier charge of this period is not reversed' USING ERRCODE = 'unique_violation', CONSTRAINT = 'charges_exactly_once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER charges_require_reversal BEFORE INSERT ON charges FOR EACH ROW
  WHEN (NEW.attempt <> 0 AND NEW.kind <> 'reversal') EXECUTE FUNCTION require_reversal();
--> statement-breakpoint
CREATE FUNCTION require_mirror() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM charges c WHERE c.id = NEW.reverses_id AND c.kind <> 'reversal' AND c.assignment_id = NEW.assignment_id
      AND c.customer_id = NEW.customer_id AND c.period_from = NEW.period_from AND c.currency = NEW.currency
      AND c.retail_minor = -NEW.retail_minor AND c.cost_minor = -NEW.cost_minor AND c.is_debited = NEW.is_debited
  ) THEN
    RAISE EXCEPTION 'a reversal mirrors its charge' USING ERRCODE = 'check_violation', CONSTRAINT = 'charges_reversal_mirrors';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER charges_reversal_mirrors BEFORE INSERT ON charges FOR EACH ROW
  WHEN (NEW.kind = 'reversal') EXECUTE FUNCTION require_mirror();
--> statement-breakpoint
-- A version of the terms is never changed; it may only be cancelled.
CREATE FUNCTION refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'cancelled_at' IS DISTINCT FROM to_jsonb(OLD) - 'cancelled_at' THEN
    RAISE EXCEPTION 'a version of the terms is never changed' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'package_versions_never_changed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER package_versions_never_changed BEFORE UPDATE ON package_versions FOR EACH ROW EXECUTE FUNCTION refuse_version_change();
--> statement-breakpoint
INSERT INTO connexcs_packages (name) VALUES ('Transcription'), ('Spam Scout'), ('UK TPS Lookup'), ('ConnexCS Converse'), ('ConnexCS Converse Direct'),
  ('IP Quality Score'), ('Call Recording'), ('Storage'), ('Text to Speech'), ('Programmatic Call Originate'), ('AI Agent');
--> statement-breakpoint
INSERT INTO settings (auth_secret) VALUES (replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
