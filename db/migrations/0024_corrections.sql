ALTER TABLE "usage" DROP CONSTRAINT "usage_charge_in_range";--> statement-breakpoint
ALTER TABLE "usage" ADD CONSTRAINT "usage_correction_is_no_call" CHECK ("usage"."charge_micro" >= 0 or coalesce("usage"."seconds", 0) = 0);--> statement-breakpoint
ALTER TABLE "usage" ADD CONSTRAINT "usage_charge_in_range" CHECK ("usage"."charge_micro" between -999999999000000 and 999999999000000);