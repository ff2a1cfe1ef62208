-- By hand, from here to the mark below.
-- Sessions were kept with their tokens; from now on by a hash of them. Everybody signs in once more.
DELETE FROM sessions;
--> statement-breakpoint
-- Row triggers do not see a TRUNCATE: without these, the charges would point at runs that are gone.
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_never_emptied';
END $$;
--> statement-breakpoint
CREATE TRIGGER billing_runs_never_emptied BEFORE TRUNCATE ON billing_runs FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
--> statement-breakpoint
CREATE TRIGGER billing_run_lines_never_emptied BEFORE TRUNCATE ON billing_run_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
--> statement-breakpoint
CREATE TRIGGER billing_run_totals_never_emptied BEFORE TRUNCATE ON billing_run_totals FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
--> statement-breakpoint
CREATE TRIGGER billing_run_customers_never_emptied BEFORE TRUNCATE ON billing_run_customers FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
--> statement-breakpoint
CREATE TRIGGER billing_run_packages_never_emptied BEFORE TRUNCATE ON billing_run_packages FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
--> statement-breakpoint
CREATE TRIGGER billing_run_shortfalls_never_emptied BEFORE TRUNCATE ON billing_run_shortfalls FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
--> statement-breakpoint
CREATE TRIGGER billing_run_parcels_never_emptied BEFORE TRUNCATE ON billing_run_parcels FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
--> statement-breakpoint
-- Generated, from here on.
ALTER TABLE "settings" DROP COLUMN "auth_secret";--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_token_is_hash" CHECK ("sessions"."token" ~ '^[0-9a-f]{64}$');