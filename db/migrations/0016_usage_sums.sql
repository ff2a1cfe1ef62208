DROP INDEX "usage_customer_day_idx";--> statement-breakpoint
DROP INDEX "usage_did_day_idx";--> statement-breakpoint
CREATE INDEX "usage_customer_day_idx" ON "usage" USING btree ("customer_id","started_on","id","charge_micro");--> statement-breakpoint
CREATE INDEX "usage_did_day_idx" ON "usage" USING btree ("did_id","started_on","id","charge_micro") WHERE "usage"."did_id" is not null;
