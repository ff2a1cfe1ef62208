DROP INDEX "assignments_payer_idx";--> statement-breakpoint
DROP INDEX "customers_manager_idx";--> statement-breakpoint
CREATE INDEX "packages_name_idx" ON "packages" USING btree (lower("name"),"id");--> statement-breakpoint
CREATE INDEX "users_name_idx" ON "users" USING btree (lower("name"),"id");--> statement-breakpoint
CREATE INDEX "assignments_payer_idx" ON "assignments" USING btree ("payer_id","id","start_on","end_on");--> statement-breakpoint
CREATE INDEX "customers_manager_idx" ON "customers" USING btree ("account_manager_id","account_code","id");