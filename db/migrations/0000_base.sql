CREATE TABLE "assignment_quantities" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "assignment_quantities_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"assignment_id" bigint NOT NULL,
	"effective_on" date NOT NULL,
	"quantity" integer NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "assignment_quantities_once_a_day" UNIQUE("assignment_id","effective_on"),
	CONSTRAINT "assignment_quantities_in_range" CHECK ("assignment_quantities"."quantity" between 1 and 1000000)
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "assignments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"package_id" bigint NOT NULL,
	"customer_id" bigint,
	"did_id" bigint,
	"payer_id" bigint NOT NULL,
	"quantity" integer DEFAULT 1 NOT NULL,
	"start_on" date NOT NULL,
	"end_on" date,
	"ended_on" date,
	"auto_decrement_credit" boolean DEFAULT true NOT NULL,
	"minutes" integer,
	"setup_waived" boolean DEFAULT false NOT NULL,
	"minimum_days" smallint,
	"charge_from_on" date,
	"next_due_on" date,
	"looked_through_on" date,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "assignments_reference_unique" UNIQUE("reference"),
	CONSTRAINT "assignments_one_target" CHECK (num_nonnulls("assignments"."customer_id", "assignments"."did_id") = 1),
	CONSTRAINT "assignments_customer_pays" CHECK ("assignments"."customer_id" is null or "assignments"."customer_id" = "assignments"."payer_id"),
	CONSTRAINT "assignments_quantity_in_range" CHECK ("assignments"."quantity" between 1 and 1000000),
	CONSTRAINT "assignments_end_not_before_start" CHECK ("assignments"."end_on" is null or "assignments"."end_on" >= "assignments"."start_on"),
	CONSTRAINT "assignments_dates_in_range" CHECK ("assignments"."start_on" >= '1970-01-01' and ("assignments"."end_on" is null or "assignments"."end_on" <= '9999-12-31')),
	CONSTRAINT "assignments_minutes_in_range" CHECK ("assignments"."minutes" is null or "assignments"."minutes" between 0 and 100000000),
	CONSTRAINT "assignments_minimum_days_in_range" CHECK ("assignments"."minimum_days" is null or "assignments"."minimum_days" between 0 and 3650)
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_id" text,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"label" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "billing_run_lines" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "billing_run_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"charged_by_run_id" bigint,
	"assignment_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"did_id" bigint,
	"package_id" bigint NOT NULL,
	"version_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"billing_on" date NOT NULL,
	"period_from" date NOT NULL,
	"period_to" date NOT NULL,
	"quantity" integer NOT NULL,
	"unit_retail_micro" bigint NOT NULL,
	"unit_cost_micro" bigint NOT NULL,
	"numerator" integer NOT NULL,
	"denominator" integer NOT NULL,
	"spend_micro" bigint,
	"retail_minor" bigint NOT NULL,
	"cost_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"explanation" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "billing_run_totals" (
	"run_id" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"line_count" integer NOT NULL,
	"retail_minor" bigint NOT NULL,
	"cost_minor" bigint NOT NULL,
	CONSTRAINT "billing_run_totals_pk" PRIMARY KEY("run_id","currency")
);
--> statement-breakpoint
CREATE TABLE "billing_runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "billing_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"mode" text NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"through_on" date NOT NULL,
	"customer_id" bigint,
	"started_by" text,
	"started_from" text DEFAULT 'app' NOT NULL,
	"assignments_total" integer DEFAULT 0 NOT NULL,
	"assignments_done" integer DEFAULT 0 NOT NULL,
	"charged_count" integer DEFAULT 0 NOT NULL,
	"already_charged_count" integer DEFAULT 0 NOT NULL,
	"skipped_count" integer DEFAULT 0 NOT NULL,
	"cursor_payer_id" bigint DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"heartbeat_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"undone_at" timestamp with time zone,
	"undone_by" text,
	"undo_reason" text,
	"failure" text,
	CONSTRAINT "billing_runs_mode_known" CHECK ("billing_runs"."mode" in ('simulate', 'post')),
	CONSTRAINT "billing_runs_status_known" CHECK ("billing_runs"."status" in ('running', 'completed', 'failed', 'undone'))
);
--> statement-breakpoint
CREATE TABLE "charges" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "charges_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"assignment_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"did_id" bigint,
	"package_id" bigint NOT NULL,
	"version_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"billing_on" date NOT NULL,
	"period_from" date NOT NULL,
	"period_to" date NOT NULL,
	"attempt" smallint DEFAULT 0 NOT NULL,
	"reverses_id" bigint,
	"quantity" integer NOT NULL,
	"unit_retail_micro" bigint NOT NULL,
	"unit_cost_micro" bigint NOT NULL,
	"numerator" integer NOT NULL,
	"denominator" integer NOT NULL,
	"spend_micro" bigint,
	"retail_minor" bigint NOT NULL,
	"cost_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"is_debited" boolean NOT NULL,
	"explanation" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "charges_kind_known" CHECK ("charges"."kind" in ('setup', 'one_time', 'recurring', 'minimum_spend', 'credit', 'reversal')),
	CONSTRAINT "charges_reversal_names_its_charge" CHECK (("charges"."kind" = 'reversal') = ("charges"."reverses_id" is not null)),
	CONSTRAINT "charges_period_in_order" CHECK ("charges"."period_to" >= "charges"."period_from"),
	CONSTRAINT "charges_quantity_positive" CHECK ("charges"."quantity" > 0),
	CONSTRAINT "charges_fraction_sound" CHECK ("charges"."denominator" > 0 and "charges"."numerator" >= 0),
	CONSTRAINT "charges_sign_fits_kind" CHECK ("charges"."kind" = 'reversal' or case when "charges"."kind" = 'credit' then greatest("charges"."retail_minor", "charges"."cost_minor") <= 0
        else least("charges"."retail_minor", "charges"."cost_minor") >= 0 end),
	CONSTRAINT "charges_not_zero" CHECK ("charges"."retail_minor" <> 0 or "charges"."cost_minor" <> 0)
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"customer_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"occurred_on" date NOT NULL,
	"amount_minor" bigint NOT NULL,
	"balance_after_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"charge_id" bigint,
	"payment_id" bigint,
	"run_id" bigint,
	"description" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_entries_kind_known" CHECK ("ledger_entries"."kind" in ('charge', 'reversal', 'payment', 'payment_cancelled', 'adjustment')),
	CONSTRAINT "ledger_entries_amount_not_zero" CHECK ("ledger_entries"."amount_minor" <> 0),
	CONSTRAINT "ledger_entries_source" CHECK (case "ledger_entries"."kind" when 'charge' then "ledger_entries"."charge_id" is not null when 'reversal' then "ledger_entries"."charge_id" is not null
        when 'adjustment' then num_nonnulls("ledger_entries"."charge_id", "ledger_entries"."payment_id") = 0 else "ledger_entries"."payment_id" is not null end)
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "customers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_code" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"currency" char(3) NOT NULL,
	"debit_limit_minor" bigint DEFAULT 0 NOT NULL,
	"balance_minor" bigint DEFAULT 0 NOT NULL,
	"account_manager_id" text,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customers_account_code_unique" UNIQUE("account_code"),
	CONSTRAINT "customers_account_code_length" CHECK (char_length("customers"."account_code") between 1 and 60),
	CONSTRAINT "customers_name_length" CHECK (char_length("customers"."name") between 1 and 200),
	CONSTRAINT "customers_currency_form" CHECK ("customers"."currency" ~ '^[A-Z]{3}$')
);
--> statement-breakpoint
CREATE TABLE "dids" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "dids_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"customer_id" bigint,
	"carrier" text DEFAULT '' NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dids_number_unique" UNIQUE("number"),
	CONSTRAINT "dids_number_e164" CHECK ("dids"."number" ~ '^[1-9][0-9]{2,14}$'),
	CONSTRAINT "dids_carrier_length" CHECK (char_length("dids"."carrier") <= 120)
);
--> statement-breakpoint
CREATE TABLE "connexcs_packages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "connexcs_packages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"unit_cost_micro" bigint,
	"currency" char(3),
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "connexcs_packages_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "package_versions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "package_versions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"package_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"effective_on" date NOT NULL,
	"applies_to" text DEFAULT 'all' NOT NULL,
	"cost_micro" bigint DEFAULT 0 NOT NULL,
	"retail_micro" bigint DEFAULT 0 NOT NULL,
	"setup_cost_micro" bigint DEFAULT 0 NOT NULL,
	"setup_retail_micro" bigint DEFAULT 0 NOT NULL,
	"frequency" text DEFAULT 'none' NOT NULL,
	"every" smallint DEFAULT 1 NOT NULL,
	"match" smallint[] DEFAULT '{}' NOT NULL,
	"timing" text DEFAULT 'advance' NOT NULL,
	"first_period" text DEFAULT 'skip' NOT NULL,
	"last_period" text DEFAULT 'full' NOT NULL,
	"minimum_spend" boolean DEFAULT false NOT NULL,
	"usage_grace_days" smallint DEFAULT 0 NOT NULL,
	"minimum_days" smallint DEFAULT 0 NOT NULL,
	"type" text DEFAULT 'standard' NOT NULL,
	"destination" text[] DEFAULT '{}' NOT NULL,
	"when_funds_short" text DEFAULT 'charge' NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"cancelled_at" timestamp with time zone,
	CONSTRAINT "package_versions_number_unique" UNIQUE("package_id","number"),
	CONSTRAINT "package_versions_prices_in_range" CHECK (least("package_versions"."cost_micro", "package_versions"."retail_micro", "package_versions"."setup_cost_micro", "package_versions"."setup_retail_micro") >= 0
        and greatest("package_versions"."cost_micro", "package_versions"."retail_micro", "package_versions"."setup_cost_micro", "package_versions"."setup_retail_micro") <= 999999999000000),
	CONSTRAINT "package_versions_words_known" CHECK ("package_versions"."frequency" in ('none', 'daily', 'weekly', 'monthly', 'yearly')
        and "package_versions"."timing" in ('advance', 'arrears') and "package_versions"."first_period" in ('skip', 'prorate', 'full')
        and "package_versions"."last_period" in ('full', 'prorate') and "package_versions"."type" in ('standard', 'free_minutes')
        and "package_versions"."when_funds_short" in ('charge', 'hold') and "package_versions"."applies_to" in ('all', 'new')),
	CONSTRAINT "package_versions_every_in_range" CHECK ("package_versions"."every" between 1 and 60),
	CONSTRAINT "package_versions_grace_in_range" CHECK ("package_versions"."usage_grace_days" between 0 and 60),
	CONSTRAINT "package_versions_minimum_days_in_range" CHECK ("package_versions"."minimum_days" between 0 and 3650),
	CONSTRAINT "package_versions_match_fits" CHECK (case "package_versions"."frequency" when 'weekly' then "package_versions"."match" <@ array[1,2,3,4,5,6,7]::smallint[]
        when 'monthly' then 1 <= all("package_versions"."match") and 31 >= all("package_versions"."match")
        when 'yearly' then 101 <= all("package_versions"."match") and 1231 >= all("package_versions"."match")
        else cardinality("package_versions"."match") = 0 end),
	CONSTRAINT "package_versions_minimum_spend_recurs" CHECK (not "package_versions"."minimum_spend" or "package_versions"."frequency" <> 'none'),
	CONSTRAINT "package_versions_destination_limit" CHECK (cardinality("package_versions"."destination") <= 200)
);
--> statement-breakpoint
CREATE TABLE "packages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "packages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"currency" char(3) NOT NULL,
	"connexcs_package_id" bigint,
	"archived_at" timestamp with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "packages_code_unique" UNIQUE("code"),
	CONSTRAINT "packages_name_length" CHECK (char_length("packages"."name") between 1 and 120),
	CONSTRAINT "packages_code_length" CHECK (char_length("packages"."code") between 1 and 120),
	CONSTRAINT "packages_description_length" CHECK (char_length("packages"."description") <= 2000),
	CONSTRAINT "packages_currency_form" CHECK ("packages"."currency" ~ '^[A-Z]{3}$')
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"customer_id" bigint NOT NULL,
	"paid_on" date NOT NULL,
	"amount_minor" bigint NOT NULL,
	"status" text DEFAULT 'completed' NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payments_reference_unique" UNIQUE("reference"),
	CONSTRAINT "payments_amount_positive" CHECK ("payments"."amount_minor" > 0),
	CONSTRAINT "payments_status_known" CHECK ("payments"."status" in ('pending', 'completed', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"provider_name" text DEFAULT 'My provider' NOT NULL,
	"currency" char(3) DEFAULT 'USD' NOT NULL,
	"billing_time_zone" text,
	"margin_warning_percent" smallint DEFAULT 20 NOT NULL,
	"auth_secret" text NOT NULL,
	"setup_code_hash" text,
	"revision" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "settings_one_row" CHECK ("settings"."id" = 1),
	CONSTRAINT "settings_margin_percent" CHECK ("settings"."margin_warning_percent" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "usage" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "usage_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"usage_id" text NOT NULL,
	"customer_id" bigint NOT NULL,
	"did_id" bigint,
	"started_at" timestamp with time zone NOT NULL,
	"started_on" date NOT NULL,
	"destination" text,
	"seconds" integer,
	"charge_micro" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "usage_usage_id_unique" UNIQUE("usage_id"),
	CONSTRAINT "usage_seconds_not_negative" CHECK ("usage"."seconds" is null or "usage"."seconds" >= 0),
	CONSTRAINT "usage_charge_in_range" CHECK ("usage"."charge_micro" between 0 and 999999999000000)
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"role" text DEFAULT 'account_manager' NOT NULL,
	"can_see_cost" boolean DEFAULT false NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_role_known" CHECK ("users"."role" in ('admin', 'account_manager'))
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assignment_quantities" ADD CONSTRAINT "assignment_quantities_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_quantities" ADD CONSTRAINT "assignment_quantities_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_package_id_packages_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."packages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_did_id_dids_id_fk" FOREIGN KEY ("did_id") REFERENCES "public"."dids"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_payer_id_customers_id_fk" FOREIGN KEY ("payer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_run_lines" ADD CONSTRAINT "billing_run_lines_run_id_billing_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."billing_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_run_totals" ADD CONSTRAINT "billing_run_totals_run_id_billing_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."billing_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD CONSTRAINT "billing_runs_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD CONSTRAINT "billing_runs_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_runs" ADD CONSTRAINT "billing_runs_undone_by_users_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_run_id_billing_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."billing_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_did_id_dids_id_fk" FOREIGN KEY ("did_id") REFERENCES "public"."dids"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_package_id_packages_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."packages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_version_id_package_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."package_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_reverses_id_charges_id_fk" FOREIGN KEY ("reverses_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_run_id_billing_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."billing_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_account_manager_id_users_id_fk" FOREIGN KEY ("account_manager_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dids" ADD CONSTRAINT "dids_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_versions" ADD CONSTRAINT "package_versions_package_id_packages_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."packages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_versions" ADD CONSTRAINT "package_versions_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packages" ADD CONSTRAINT "packages_connexcs_package_id_connexcs_packages_id_fk" FOREIGN KEY ("connexcs_package_id") REFERENCES "public"."connexcs_packages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage" ADD CONSTRAINT "usage_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage" ADD CONSTRAINT "usage_did_id_dids_id_fk" FOREIGN KEY ("did_id") REFERENCES "public"."dids"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignments_due_idx" ON "assignments" USING btree ("next_due_on","payer_id");--> statement-breakpoint
CREATE INDEX "assignments_payer_idx" ON "assignments" USING btree ("payer_id","id");--> statement-breakpoint
CREATE INDEX "assignments_package_idx" ON "assignments" USING btree ("package_id","id");--> statement-breakpoint
CREATE INDEX "assignments_did_idx" ON "assignments" USING btree ("did_id") WHERE "assignments"."did_id" is not null;--> statement-breakpoint
CREATE INDEX "audit_log_at_idx" ON "audit_log" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_log_entity_idx" ON "audit_log" USING btree ("entity","entity_id","id");--> statement-breakpoint
CREATE INDEX "billing_run_lines_run_idx" ON "billing_run_lines" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "billing_runs_started_idx" ON "billing_runs" USING btree ("started_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "charges_exactly_once" ON "charges" USING btree ("period_from","assignment_id","kind","attempt") WHERE "charges"."kind" <> 'reversal';--> statement-breakpoint
CREATE UNIQUE INDEX "charges_reversed_once" ON "charges" USING btree ("reverses_id") WHERE "charges"."reverses_id" is not null;--> statement-breakpoint
CREATE INDEX "charges_reversals_idx" ON "charges" USING btree ("assignment_id") WHERE "charges"."kind" = 'reversal';--> statement-breakpoint
CREATE INDEX "charges_run_idx" ON "charges" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "charges_customer_idx" ON "charges" USING btree ("customer_id","billing_on","id");--> statement-breakpoint
CREATE INDEX "charges_billing_idx" ON "charges" USING btree ("billing_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_entries_charge_once" ON "ledger_entries" USING btree ("charge_id") WHERE "ledger_entries"."charge_id" is not null;--> statement-breakpoint
CREATE INDEX "ledger_entries_customer_idx" ON "ledger_entries" USING btree ("customer_id","id");--> statement-breakpoint
CREATE INDEX "customers_manager_idx" ON "customers" USING btree ("account_manager_id","account_code");--> statement-breakpoint
CREATE INDEX "customers_name_idx" ON "customers" USING btree (lower("name"),"id");--> statement-breakpoint
CREATE INDEX "dids_customer_idx" ON "dids" USING btree ("customer_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "packages_name_unique" ON "packages" USING btree (lower("name")) WHERE "packages"."archived_at" is null;--> statement-breakpoint
CREATE INDEX "packages_connexcs_idx" ON "packages" USING btree ("connexcs_package_id");--> statement-breakpoint
CREATE INDEX "payments_customer_idx" ON "payments" USING btree ("customer_id","paid_on","id");--> statement-breakpoint
CREATE INDEX "payments_day_idx" ON "payments" USING btree ("paid_on","id");--> statement-breakpoint
CREATE INDEX "usage_customer_day_idx" ON "usage" USING btree ("customer_id","started_on");--> statement-breakpoint
CREATE INDEX "usage_did_day_idx" ON "usage" USING btree ("did_id","started_on") WHERE "usage"."did_id" is not null;--> statement-breakpoint
CREATE INDEX "accounts_user_idx" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_unique" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "verifications_identifier_idx" ON "verifications" USING btree ("identifier");