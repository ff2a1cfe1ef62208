DROP INDEX "charges_run_idx";--> statement-breakpoint
CREATE INDEX "charges_run_idx" ON "charges" USING btree ("run_id","customer_id","id");--> statement-breakpoint
-- A run changes every balance of a page in one transaction: with room for all of them, no new version needs an entry in the indexes, whose
-- pieces of three characters every search would have to look through meanwhile.
ALTER TABLE "customers" SET (fillfactor = 45);
