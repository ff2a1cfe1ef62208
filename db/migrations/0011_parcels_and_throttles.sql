CREATE TABLE "billing_run_parcels" (
	"lease" text NOT NULL,
	"number" integer NOT NULL,
	"run_id" bigint NOT NULL,
	"payer_ids" bigint[] NOT NULL,
	CONSTRAINT "billing_run_parcels_pk" PRIMARY KEY("lease","number")
);
--> statement-breakpoint
-- Unlogged: the counts of minutes need no write-ahead log.
CREATE UNLOGGED TABLE "throttles" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
ALTER TABLE "billing_run_parcels" ADD CONSTRAINT "billing_run_parcels_run_id_billing_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."billing_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_runs" DROP COLUMN "cursor_payer_id";