// Shows what the server sends to this browser, and leads to the page of it. It keeps nothing and answers no requests.

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => {
  let told = {}
  try {
    told = event.data.json()
  } catch {
    // Then it is only said that there is something.
  }
  const text = (value, otherwise) => (typeof value === 'string' && value !== '' ? value.slice(0, 300) : otherwise)
  event.waitUntil(
    self.registration.showNotification(text(told.title, 'Steward'), {
      body: text(told.body, ''),
      tag: text(told.tag, 'steward'),
      icon: '/favicon.svg',
      data: { path: text(told.path, '/') },
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { path } = event.notification.data
  // Only a page of this installation, whatever was sent.
  const url = new URL(/^\/(?![/\\])/.test(path) ? path : '/', self.location.origin).href
  event.waitUntil(open(url))
})

async function open(url) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const [first] = windows
  if (first === undefined) return self.clients.openWindow(url)
  await first.focus()
  return first.navigate(url).catch(() => self.clients.openWindow(url))
}
