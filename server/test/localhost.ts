/** A certificate for `localhost` that only tests trust. */
export { localhostCertificate, localhostKey } from '../net/localhost.fixture.ts'
