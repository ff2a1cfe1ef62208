import { Refusal } from '@/lib/refusal/refusal'

/** The whole file is refused, with one sentence: it is no CSV, no UTF-8, or lacks a column. */
export class FileRefused extends Refusal {
  constructor(
    sentence: string,
    readonly line: number | null = null,
  ) {
    super(sentence)
    this.name = 'FileRefused'
  }
}
