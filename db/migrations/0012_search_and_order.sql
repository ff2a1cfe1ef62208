-- Searches look for any part of a name, a code or a number: its three-character pieces are what is indexed.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
DROP INDEX "assignments_did_idx";--> statement-breakpoint
CREATE INDEX "assignments_start_idx" ON "assignments" USING btree ("start_on","id");--> statement-breakpoint
CREATE INDEX "assignments_end_idx" ON "assignments" USING btree ("end_on","id") WHERE "assignments"."end_on" is not null;--> statement-breakpoint
CREATE INDEX "assignments_search_idx" ON "assignments" USING gin ("reference" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "audit_log_actor_idx" ON "audit_log" USING btree ("actor","id");--> statement-breakpoint
CREATE INDEX "audit_log_action_idx" ON "audit_log" USING btree ("action","id");--> statement-breakpoint
CREATE INDEX "audit_log_search_idx" ON "audit_log" USING gin ("label" gin_trgm_ops,"reason" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "billing_run_lines_other_idx" ON "billing_run_lines" USING btree ("run_id","id") WHERE "billing_run_lines"."outcome" <> 'planned';--> statement-breakpoint
CREATE INDEX "customers_search_idx" ON "customers" USING gin ("name" gin_trgm_ops,"account_code" gin_trgm_ops,"email" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "dids_search_idx" ON "dids" USING gin ("number" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "dids_carrier_idx" ON "dids" USING btree (lower("carrier"),"number","id");--> statement-breakpoint
CREATE INDEX "packages_search_idx" ON "packages" USING gin ("name" gin_trgm_ops,"code" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "payments_unsettled_idx" ON "payments" USING btree ("paid_on","id") WHERE "payments"."status" <> 'completed';--> statement-breakpoint
CREATE INDEX "payments_search_idx" ON "payments" USING gin ("reference" gin_trgm_ops,"description" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "usage_day_idx" ON "usage" USING btree ("started_on","id");--> statement-breakpoint
CREATE INDEX "assignments_did_idx" ON "assignments" USING btree ("did_id","end_on") WHERE "assignments"."did_id" is not null;