const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
} as const

/** A status of HTTP that a refusal or an error is answered with. */
export type Status = keyof typeof titles

/** An answer that is no data, as RFC 9457 has it: the sentence says what to do; `more` are members of its own. */
export function problem(
  status: Status,
  detail: string,
  headers: Record<string, string> = {},
  more: Record<string, unknown> = {},
): Response {
  return Response.json(
    { type: 'about:blank', title: titles[status], status, detail, ...more },
    {
      status,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    },
  )
}
