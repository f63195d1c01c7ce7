import { createHash } from 'node:crypto'

/** Stands in the built page where the name of the build goes; `web/index.html` has it. */
const buildPlace = '__WEB_BUILD__'

/**
 * Which build of the web app is served. A page that was opened before an update hears from the answers of the API that
 * there is another one, and asks to be loaded anew.
 */
export class WebBuild {
  private latest: string | undefined

  get name(): string | undefined {
    return this.latest
  }

  /** The page with the name of its build, which is told by everybody else from now on. */
  stamp(page: string): string {
    this.latest = createHash('sha256').update(page).digest('base64url').slice(0, 12)
    return page.replaceAll(buildPlace, this.latest)
  }
}
