/** A sealed chunk as it is stored and sent: every one but the last has this many bytes. */
export const CHUNK_BYTES = 1_048_576
/** What AES-256-GCM adds to each. */
export const TAG_BYTES = 16
/** Content of a full chunk. */
export const CHUNK_CONTENT = CHUNK_BYTES - TAG_BYTES

/** Chunks of the documents of one bid: half a gibibyte. */
export const MAX_CHUNKS = 512
export const MAX_FILES = 50
/** Of a file's name, in UTF-8. */
export const MAX_NAME_BYTES = 200
export const MAX_INDEX_BYTES = 65_536
/** Below it nothing shows how long the documents are. */
export const MIN_CONTENT = 65_536

/** A participant's profile. */
export const MAX_PROFILE_BYTES = 65_536

/** What may be handed in, by the ends of the names. */
export const TYPES: Readonly<Record<string, string>> = {
  bmp: 'image/bmp',
  csv: 'text/csv',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  dwg: 'image/vnd.dwg',
  dxf: 'image/vnd.dxf',
  gif: 'image/gif',
  hwp: 'application/x-hwp',
  hwpx: 'application/hwp+zip',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  odp: 'application/vnd.oasis.opendocument.presentation',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odt: 'application/vnd.oasis.opendocument.text',
  pdf: 'application/pdf',
  png: 'image/png',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  txt: 'text/plain',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
}
