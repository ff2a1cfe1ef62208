CREATE TABLE "billing_run_customers" (
	"run_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	CONSTRAINT "billing_run_customers_pk" PRIMARY KEY("run_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "billing_run_packages" (
	"run_id" bigint NOT NULL,
	"package_id" bigint NOT NULL,
	CONSTRAINT "billing_run_packages_pk" PRIMARY KEY("run_id","package_id")
);
--> statement-breakpoint
CREATE TABLE "billing_run_shortfalls" (
	"run_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"available_before_minor" bigint NOT NULL,
	"available_after_minor" bigint NOT NULL,
	CONSTRAINT "billing_run_shortfalls_pk" PRIMARY KEY("run_id","customer_id"),
	CONSTRAINT "billing_run_shortfalls_below_zero" CHECK ("billing_run_shortfalls"."available_after_minor" < 0)
);
--> statement-breakpoint
ALTER TABLE "billing_runs" DROP CONSTRAINT "billing_runs_status_known";--> statement-breakpoint
ALTER TABLE "billing_runs" ADD COLUMN "customer_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD COLUMN "package_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD COLUMN "catalogue_on" date;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD COLUMN "working_since" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD COLUMN "worked_before" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD COLUMN "load_ms" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD COLUMN "plan_ms" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD COLUMN "write_ms" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD COLUMN "slowest_ms" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD COLUMN "slowest_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD COLUMN "slowest_from_id" bigint;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD COLUMN "slowest_to_id" bigint;--> statement-breakpoint
ALTER TABLE "billing_run_customers" ADD CONSTRAINT "billing_run_customers_run_id_billing_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."billing_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_run_customers" ADD CONSTRAINT "billing_run_customers_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_run_packages" ADD CONSTRAINT "billing_run_packages_run_id_billing_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."billing_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_run_packages" ADD CONSTRAINT "billing_run_packages_package_id_packages_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."packages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_run_shortfalls" ADD CONSTRAINT "billing_run_shortfalls_run_id_billing_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."billing_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_run_shortfalls" ADD CONSTRAINT "billing_run_shortfalls_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD CONSTRAINT "billing_runs_posts_whole_customers" CHECK ("billing_runs"."mode" = 'simulate' or ("billing_runs"."package_count" = 0 and "billing_runs"."catalogue_on" is null));--> statement-breakpoint
ALTER TABLE "billing_runs" ADD CONSTRAINT "billing_runs_status_known" CHECK ("billing_runs"."status" in ('running', 'paused', 'completed', 'cancelled', 'failed', 'undoing', 'undone'));