/** The letters about links to choose a password. Pure; plain text. */
export type LinkLetter = { to: string; subject: string; text: string }

export type LinkFacts = {
  provider: string
  person: { name: string; email: string }
  /** The admin who made the link. */
  by: string
}

/** To the person whom the link is for. */
export function linkLetter({ provider, person, by }: LinkFacts, address: string): LinkLetter {
  return {
    to: person.email,
    subject: `${provider}: choose your password`,
    text: [
      `Dear ${person.name},`,
      `${by} has made a link for you to choose your password for the billing of ${provider}:`,
      address,
      'It works once, within seven days. If you did not expect it, tell your admin and do not open it.',
      provider,
    ].join('\n\n'),
  }
}

/** To an admin, if a link lets a person become an admin. */
export function adminToldLetter({ provider, person, by }: LinkFacts, to: string): LinkLetter {
  return {
    to,
    subject: `${provider}: a link for the admin ${person.email} was made`,
    text: [
      `${by} has made a link to choose a new password for the admin ${person.email}.`,
      'If this was not requested, deactivate that person in the settings now and check the security log.',
      provider,
    ].join('\n\n'),
  }
}
