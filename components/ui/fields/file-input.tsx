'use client'
import { FileUp } from 'lucide-react'
import { type DragEvent, useId, useState } from 'react'
import { classNames } from '../class-names'

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const units = ['kB', 'MB', 'GB']
  const power = Math.min(units.length, Math.floor(Math.log2(bytes) / 10))
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1]}`
}

/** A file, dropped or picked. Shows what was taken; the same file can be picked again after it was mended. */
export function FileInput({
  accept,
  onFile,
  label = 'Drop a file here, or choose one',
  hint,
  error,
  disabled,
}: {
  accept?: string
  onFile: (file: File) => void
  label?: string
  hint?: string
  error?: string
  disabled?: boolean
}) {
  const id = useId()
  const [file, setFile] = useState<File | null>(null)
  const [over, setOver] = useState(false)
  const take = (taken: File | undefined) => {
    if (!taken || disabled) return
    setFile(taken)
    onFile(taken)
  }
  const onDrag = (event: DragEvent, inside: boolean) => {
    event.preventDefault()
    setOver(inside)
  }
  return (
    <div>
      <label
        htmlFor={id}
        onDragOver={event => onDrag(event, true)}
        onDragLeave={event => onDrag(event, false)}
        onDrop={event => {
          onDrag(event, false)
          take(event.dataTransfer.files[0])
        }}
        className={classNames(
          'flex flex-col items-center gap-1 rounded-lg border border-dashed px-4 py-7 text-center transition-colors',
          'has-focus-visible:outline-2 has-focus-visible:outline-focus',
          over ? 'border-focus bg-accent-soft' : 'border-line-strong hover:bg-hover',
          disabled ? 'opacity-50' : 'cursor-pointer',
        )}
      >
        <FileUp size={20} aria-hidden="true" className="mb-1 text-muted" />
        {file ? (
          <span className="font-medium break-all">
            {file.name} <span className="num font-normal text-muted">{sizeText(file.size)}</span>
          </span>
        ) : (
          <span className="font-medium">{label}</span>
        )}
        {hint && <span className="text-xs text-muted">{hint}</span>}
        <input
          id={id}
          type="file"
          accept={accept}
          disabled={disabled}
          aria-describedby={error ? `${id}-error` : undefined}
          aria-invalid={error ? true : undefined}
          onClick={event => {
            event.currentTarget.value = ''
          }}
          onChange={event => take(event.target.files?.[0])}
          className="sr-only"
        />
      </label>
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-xs text-bad">
          {error}
        </p>
      )}
    </div>
  )
}
