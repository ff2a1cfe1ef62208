ALTER TABLE "billing_runs" ADD COLUMN "manager_id" text;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD COLUMN "reversed_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD CONSTRAINT "billing_runs_manager_id_users_id_fk" FOREIGN KEY ("manager_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;