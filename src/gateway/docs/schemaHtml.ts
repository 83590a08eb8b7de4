import { type Html, html, inline } from './html.ts'

/** As much of a JSON schema as our own schemas use. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly (string | number)[]
  readonly const?: string | number
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly maxLength?: number
}

/** Longest list of names that is shown in full. */
const SHOWN_NAMES = 16

/** What a value may be: its kind in a few words, and its fields where it has any. */
export const schemaHtml = (schema: Schema): Html => {
  const variants = schema.oneOf ?? (isNullable(schema) ? undefined : schema.anyOf)
  if (variants !== undefined) return variantsHtml(variants)
  const shown = html`<p class="kind">${kindOf(schema)}${describe(schema)}</p>`
  const fields = schema.properties ?? schema.items?.properties
  const required = schema.required ?? schema.items?.required ?? []
  return fields === undefined
    ? shown
    : html`${schema.properties ? null : shown}${fieldsHtml(fields, required)}`
}

const fieldsHtml = (fields: Readonly<Record<string, Schema>>, required: readonly string[]): Html => html`<dl>
${Object.entries(fields).map(
  ([
    name,
    field,
  ]) => html`<dt><code>${name}</code> <span class="kind">${kindOf(field)}${required.includes(name) ? '' : ', optional'}</span></dt>
<dd>${field.description === undefined ? null : html`<p>${inline(field.description)}</p>`}${nested(field)}</dd>
`,
)}</dl>`

const nested = (field: Schema): Html | null => {
  const inner = withoutNull(field)
  const item = inner.items ?? inner
  if (inner.oneOf !== undefined) return variantsHtml(inner.oneOf)
  return item.properties === undefined ? null : fieldsHtml(item.properties, item.required ?? [])
}

const variantsHtml = (variants: readonly Schema[]): Html => html`<div class="variants">
${variants.map(variant => html`<details><summary><code>${nameOf(variant)}</code></summary>${schemaHtml(variant)}</details>`)}
</div>`

/** A variant is told apart by its constant field. */
const nameOf = (variant: Schema): string => {
  const constant = Object.values(variant.properties ?? {}).find(field => field.const !== undefined)
  return String(constant?.const ?? variant.$ref?.split('/').at(-1) ?? 'another form')
}

const describe = ({ description }: Schema): Html | null =>
  description === undefined ? null : html`: ${inline(description)}`

const isNullable = ({ anyOf }: Schema): boolean => anyOf?.some(({ type }) => type === 'null') ?? false

const withoutNull = (schema: Schema): Schema =>
  isNullable(schema) ? (schema.anyOf?.find(({ type }) => type !== 'null') ?? schema) : schema

/** The kind of a value in a few words. */
const kindOf = (schema: Schema): Html => {
  if (isNullable(schema)) return html`${kindOf(withoutNull(schema))} or null`
  if (schema.$ref !== undefined) return reference(schema.$ref)
  if (schema.oneOf !== undefined) return html`one of ${schema.oneOf.length} forms`
  if (schema.const !== undefined) return html`<code>${schema.const}</code>`
  if (schema.enum !== undefined) return namesHtml(schema.enum)
  if (schema.type === 'array')
    return html`list of ${kindOf(schema.items ?? {})}${rangeOf(schema.minItems, schema.maxItems)}`
  if (schema.type === 'integer' || schema.type === 'number')
    return html`number${rangeOf(schema.minimum, schema.maximum)}`
  if (schema.type === 'string') return html`${stringKind(schema)}`
  return html`${Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'any')}`
}

const namesHtml = (names: readonly (string | number)[]): Html =>
  names.length > SHOWN_NAMES
    ? html`one of ${names.length} names`
    : html`${names.map((name, place) => html`${place === 0 ? '' : ' | '}<code>${name}</code>`)}`

const reference = (path: string): Html => {
  const name = path.split('/').at(-1) ?? ''
  return html`<a href="#schema-${name}">${name}</a>`
}

const rangeOf = (min: number | undefined, max: number | undefined): string => {
  if (max === undefined || max === Number.MAX_SAFE_INTEGER)
    return min === undefined || min <= 0 ? '' : `, from ${min}`
  return `, ${min ?? 0} to ${max}`
}

const stringKind = ({ pattern }: Schema): string => {
  if (pattern === undefined) return 'text'
  if (pattern.includes('{64}')) return '0x and 64 hex digits'
  if (pattern.includes('{40}')) return '0x and 40 hex digits'
  if (pattern.startsWith('^0x')) return '0x and hex digits'
  return pattern.includes('[1-9]') ? 'decimal string' : 'text'
}
