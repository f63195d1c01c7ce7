import { defineErrors } from '#base/error'

export const slackError = defineErrors('effect', {
  slack_not_set_up: ['conflict', 'Slack is not set up for this workspace: it needs a bot token, a signing secret and a channel.'],
  slack_refused: ['conflict', 'Slack could not be used. {reason}'],
  slack_link_gone: [
    'not_found',
    'This link does not work any more: it was used, or its time is over. Press the button in Slack again to get another one.',
  ],
  session_only: ['forbidden', 'Only somebody who is signed in can say who they are in Slack.'],
})
