CREATE TABLE "notice_lines" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notice_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"notice_id" bigint NOT NULL,
	"assignment_id" bigint NOT NULL,
	"billing_on" date NOT NULL,
	"retail_minor" bigint NOT NULL,
	"is_at_most" boolean DEFAULT false NOT NULL,
	"currency" char(3) NOT NULL,
	CONSTRAINT "notice_lines_once" UNIQUE("assignment_id","billing_on")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"customer_id" bigint NOT NULL,
	"email" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"problem" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notices_status_known" CHECK ("notices"."status" in ('pending', 'sending', 'sent', 'failed', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "schedule_claims" (
	"task" text NOT NULL,
	"billing_on" date NOT NULL,
	"run_id" bigint,
	"claimed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "schedule_claims_once_a_day" PRIMARY KEY("task","billing_on"),
	CONSTRAINT "schedule_claims_task_known" CHECK ("schedule_claims"."task" in ('run', 'notices'))
);
--> statement-breakpoint
CREATE TABLE "charge_waivers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "charge_waivers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"assignment_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"period_from" date NOT NULL,
	"billing_on" date NOT NULL,
	"outcome" text NOT NULL,
	"reason" text NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "charge_waivers_once" UNIQUE("assignment_id","kind","period_from"),
	CONSTRAINT "charge_waivers_outcome_known" CHECK ("charge_waivers"."outcome" in ('waived', 'marked_billed')),
	CONSTRAINT "charge_waivers_kind_known" CHECK ("charge_waivers"."kind" in ('setup', 'one_time', 'recurring', 'minimum_spend', 'credit'))
);
--> statement-breakpoint
ALTER TABLE "billing_runs" DROP CONSTRAINT "billing_runs_status_known";--> statement-breakpoint
ALTER TABLE "billing_runs" ADD COLUMN "lease" text;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "daily_run_is_on" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "daily_run_hour" smallint DEFAULT 3 NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "notice_days" smallint;--> statement-breakpoint
ALTER TABLE "notice_lines" ADD CONSTRAINT "notice_lines_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_lines" ADD CONSTRAINT "notice_lines_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_claims" ADD CONSTRAINT "schedule_claims_run_id_billing_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."billing_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_waivers" ADD CONSTRAINT "charge_waivers_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_waivers" ADD CONSTRAINT "charge_waivers_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notice_lines_notice_idx" ON "notice_lines" USING btree ("notice_id");--> statement-breakpoint
CREATE INDEX "notices_waiting_idx" ON "notices" USING btree ("next_attempt_at","id") WHERE "notices"."status" in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX "notices_customer_idx" ON "notices" USING btree ("customer_id","id");--> statement-breakpoint
ALTER TABLE "billing_runs" ADD CONSTRAINT "billing_runs_status_known" CHECK ("billing_runs"."status" in ('running', 'paused', 'completed', 'cancelled', 'failed', 'undone'));--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_daily_run_hour" CHECK ("settings"."daily_run_hour" between 0 and 23);--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_notice_days" CHECK ("settings"."notice_days" is null or "settings"."notice_days" between 1 and 60);