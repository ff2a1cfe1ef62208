export const help = `OpenMRC on the command line

  openmrc import FOLDER [--check]
      Load customers.csv, dids.csv, packages.csv, assignments.csv, payments.csv and usage.csv,
      those that exist. Each file is saved whole or not at all; importing it again changes
      nothing. --check saves nothing and lists every bad row.

  openmrc bill --through DATE [--simulate] [--customer CODE] [--ahead] [--export FILE]
      Charge everything dated up to and including DATE that was not charged yet; DATE may be
      “today”, the billing day. Past today (92 days at most) it shows the sums and posts only
      with --ahead. --customer may be given several times. --simulate charges nothing, and may look at some packages only
      (--package CODE, several times) and leave scheduled price changes out (--catalogue today).
      --export writes the lines of this run as CSV.

  openmrc undo RUN [--reason TEXT]
      Take the charges of a run back with mirror entries; the periods open again. If the undo
      was stopped or killed, the same command resumes it.

  openmrc export charges --from DATE --to DATE [--by posted] [--out FILE]
      Charges dated in that range as CSV, to FILE or to the screen. --by posted asks by the day
      on which they were posted: a range that is past never changes.

  openmrc check [--from DATE --to DATE]
      Check that the books agree: every balance is the sum of its ledger, nothing is charged twice.
      With a range it also looks for charges that are missing: the leak check.

  openmrc link EMAIL
      Make a link with which this person chooses a new password, once and within seven days, if
      no admin can sign in any more. The old password stops working.

  openmrc migrate
      Bring the database to this release. With DATABASE_URL_OWNER, the role that owns the tables,
      it also makes the queues and grants the role of DATABASE_URL what the app needs.

  openmrc help [COMMAND]

Run it as:  npm run --silent openmrc -- bill --through 2026-03-31
It works on PostgreSQL (DATABASE_URL) and, while the app is not running, on the embedded
database in OPENMRC_DATA. Dates are YYYY-MM-DD. Exit code 0, or 1 with one sentence.`

/** The part of the help that is about one command, or null. */
export function helpOf(command: string | undefined): string | null {
  const parts = help.split('\n\n').filter(part => part.trimStart().startsWith(`openmrc ${command} `))
  return command === undefined || command === 'help' || parts.length === 0 ? null : parts.join('\n\n')
}
