DROP INDEX "assignments_package_idx";--> statement-breakpoint
DROP INDEX "dids_carrier_idx";--> statement-breakpoint
DROP INDEX "usage_customer_day_idx";--> statement-breakpoint
DROP INDEX "usage_did_day_idx";--> statement-breakpoint
CREATE INDEX "billing_run_lines_customer_idx" ON "billing_run_lines" USING btree ("run_id","customer_id");--> statement-breakpoint
CREATE INDEX "customers_currency_idx" ON "customers" USING btree ("currency");--> statement-breakpoint
CREATE INDEX "assignments_package_idx" ON "assignments" USING btree ("package_id","start_on","id","end_on");--> statement-breakpoint
CREATE INDEX "dids_carrier_idx" ON "dids" USING btree ("carrier","number","id");--> statement-breakpoint
CREATE INDEX "usage_customer_day_idx" ON "usage" USING btree ("customer_id","started_on","id");--> statement-breakpoint
CREATE INDEX "usage_did_day_idx" ON "usage" USING btree ("did_id","started_on","id") WHERE "usage"."did_id" is not null;--> statement-breakpoint
-- A run writes balances: where the page has room for the new row, no index of the wide table is touched.
ALTER TABLE "customers" SET (fillfactor = 80);