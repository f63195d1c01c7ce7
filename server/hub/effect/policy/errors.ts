import { defineErrors } from '#base/error'

export const policyError = defineErrors('effect', {
  policy_not_found: ['not_found', 'There is no such policy.'],
  policy_changed_meanwhile: [
    'conflict',
    'Somebody else has changed the policy "{name}" meanwhile: it has version {version} now. Look at it, then decide anew.',
  ],
  policy_built_in: [
    'conflict',
    'The policy "{name}" comes with Steward and cannot be deleted. Switch it off if it is not wanted.',
  ],
  policy_too_many: ['invalid', 'A workspace may have {max} policies; delete one that is not needed any more.'],
  policy_unreadable: ['invalid', 'The {field} of the policy has characters that cannot be shown or stored.'],
  policy_unknown_timezone: ['invalid', 'There is no time zone "{timezone}". Use a name such as Europe/Berlin.'],
  policy_empty_times: ['invalid', 'The times begin and end at {time}. Leave them out for the whole day.'],
  policy_never_holds: [
    'invalid',
    'A policy for nothing but class pure never holds: what is pure does nothing outside. Name another class.',
  ],
  policy_bad_amount: ['invalid', 'A limit of money cannot be less than nothing.'],
  policy_bad_target: [
    'invalid',
    '"{target}" is no host. Write it without port and path, such as api.example.com, or *.example.com for every host below it.',
  ],
  policy_stops_everything: [
    'invalid',
    'This policy would stop everything that the workspace does outside. Say in its description why, or name what it is about.',
  ],
  policy_too_late: ['invalid', 'What happens after {minutes} minutes comes too late: it expires after {expires} minutes.'],
  policy_nobody_decides: [
    'invalid',
    'Nobody could decide: of those that the policy names as {who}, {members} are members of this workspace, and {quorum} are needed.',
  ],
})
