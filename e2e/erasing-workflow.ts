/** A workflow that deletes something of a service outside, so that somebody is asked. */
export const documentOf = (url: string) => ({
  steward: 1,
  name: 'Erase an order',
  nodes: [
    { id: 'a', name: 'Start', type: 'manual_trigger', version: 1, position: [0, 0], parameters: {}, settings: {} },
    {
      id: 'b',
      name: 'Erase it',
      type: 'http_request',
      version: 4,
      position: [240, 0],
      parameters: { method: 'DELETE', url: `${url}/orders/20871` },
      settings: { effect: { says: 'Erase order HG-20871 for good' } },
    },
  ],
  edges: [{ from: { node: 'a', output: 0 }, to: { node: 'b', input: 0 }, kind: 'main' }],
  settings: { executionOrder: 'v1' },
})
