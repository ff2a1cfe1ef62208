CREATE TABLE "security_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "security_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"event" text NOT NULL,
	"outcome" text NOT NULL,
	"who" text NOT NULL,
	"actor_id" text,
	"address" text NOT NULL,
	"what" text NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "security_events_outcome_known" CHECK ("security_events"."outcome" in ('done', 'failed', 'refused')),
	CONSTRAINT "security_events_times_positive" CHECK ("security_events"."times" > 0)
);
--> statement-breakpoint
CREATE INDEX "security_events_at_idx" ON "security_events" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "security_events_event_idx" ON "security_events" USING btree ("event","id");--> statement-breakpoint
CREATE INDEX "security_events_search_idx" ON "security_events" USING gin ("who" gin_trgm_ops,"address" gin_trgm_ops,"what" gin_trgm_ops);--> statement-breakpoint
-- By hand from here on. Append-only, but for what is older than 400 days.
CREATE FUNCTION refuse_early_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.at > now() - interval '400 days' THEN
    RAISE EXCEPTION '% keeps its rows for 400 days', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER security_events_append_only BEFORE UPDATE OR TRUNCATE ON security_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER security_events_kept BEFORE DELETE ON security_events FOR EACH ROW EXECUTE FUNCTION refuse_early_delete();
