import { useRouter } from '@tanstack/react-router'
import { ownPath } from './own-path.ts'

/** Goes to a page, or to a file, of which the server has told the path; never to another site. */
export function useOpenPath(): (path: string) => void {
  const router = useRouter()
  return (path) => {
    const own = ownPath(path)
    if (own === undefined) return
    if (own.startsWith('/api/')) location.assign(own)
    else router.history.push(own)
  }
}
