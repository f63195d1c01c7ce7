/** Of the workspace that everybody gets who signs up. */
export const ownWorkspaceName = 'My workspace'
