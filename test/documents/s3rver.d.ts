// The package has no types of its own. Only what the tests use.
declare module 's3rver' {
  interface Options {
    address: string
    port: number
    silent: boolean
    directory: string
    configureBuckets: { name: string; configs: string[] }[]
  }
  class S3rver {
    constructor(options: Options)
    run(): Promise<{ port: number }>
    close(): Promise<void>
  }
  // biome-ignore lint/style/noDefaultExport: as the package exports it
  export default S3rver
}
