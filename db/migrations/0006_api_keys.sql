CREATE TABLE "api_keys" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_keys_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash"),
	CONSTRAINT "api_keys_name_length" CHECK (char_length("api_keys"."name") between 1 and 80),
	CONSTRAINT "api_keys_hash_form" CHECK ("api_keys"."hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
ALTER TABLE "connexcs_packages" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connexcs_packages" ADD CONSTRAINT "connexcs_packages_name_length" CHECK (char_length("connexcs_packages"."name") between 1 and 120);--> statement-breakpoint
ALTER TABLE "connexcs_packages" ADD CONSTRAINT "connexcs_packages_unit_cost_in_range" CHECK ("connexcs_packages"."unit_cost_micro" between 0 and 999999999000000);--> statement-breakpoint
ALTER TABLE "connexcs_packages" ADD CONSTRAINT "connexcs_packages_cost_has_currency" CHECK (("connexcs_packages"."unit_cost_micro" is null) = ("connexcs_packages"."currency" is null));