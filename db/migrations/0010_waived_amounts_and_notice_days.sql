ALTER TABLE "packages" ADD COLUMN "notice_days" smallint;--> statement-breakpoint
ALTER TABLE "charge_waivers" ADD COLUMN "retail_minor" bigint;--> statement-breakpoint
CREATE INDEX "charge_waivers_billing_idx" ON "charge_waivers" USING btree ("billing_on");--> statement-breakpoint
ALTER TABLE "packages" ADD CONSTRAINT "packages_notice_days_in_range" CHECK ("packages"."notice_days" between 0 and 60);