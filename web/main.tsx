import './ui/mantine.css'
import './ui/tokens.css'
import '@fontsource-variable/inter/opsz.css'
import '@fontsource-variable/jetbrains-mono'
import './ui/base.css'
import './ui/controls.css'
import { DirectionProvider, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import i18next from 'i18next'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { reportStale } from './api/build.ts'
import { sentenceOf } from './api/problem.ts'
import { createQueryClient } from './api/query-client.ts'
import { reportStrays } from './api/report.ts'
import { sessionQuery } from './api/session.ts'
import { startLanguage } from './locale/i18n.ts'
import { createAppRouter } from './routes.tsx'
import { notifyFailure } from './ui/notify.tsx'
import { cssVariables, theme } from './ui/theme.ts'

await startLanguage()
reportStrays()
// A part of the page that is gone from the server was built with an older one.
window.addEventListener('vite:preloadError', reportStale)

const client = createQueryClient(
  (error) => notifyFailure(i18next.t('actionFailed'), sentenceOf(error)),
  () => {
    // The first page of a visit decides for itself; afterwards an ended session leads back to the sign-in.
    if (client.getQueryData(sessionQuery.queryKey) === undefined) return
    client.removeQueries({ queryKey: sessionQuery.queryKey })
    void router.invalidate()
  },
)
const router = createAppRouter(client)

// Only styles that carry it are taken. What holds the page still behind a dialog asks for it by this name.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
Object.assign(globalThis, { __webpack_nonce__: nonce })

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    {/* The direction of the language, which stands at the root of the page. */}
    <DirectionProvider detectDirection>
      <MantineProvider getStyleNonce={() => nonce} theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={client}>
          <Notifications position="top-right" />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  </StrictMode>,
)
