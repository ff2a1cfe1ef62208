ALTER TABLE "billing_run_totals" ALTER COLUMN "retail_minor" SET DATA TYPE numeric(38, 0);--> statement-breakpoint
ALTER TABLE "billing_run_totals" ALTER COLUMN "cost_minor" SET DATA TYPE numeric(38, 0);--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_entries_payment_once" ON "ledger_entries" USING btree ("payment_id","kind") WHERE "ledger_entries"."payment_id" is not null;