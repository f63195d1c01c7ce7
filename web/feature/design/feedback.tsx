import { Button } from '@mantine/core'
import { Empty, NoPermission, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { notifyDone, notifyFailure } from '../../ui/notify.tsx'
import css from './design.module.css'
import { Sheet } from './sheet.tsx'

/** What stands where content would: nothing yet, on its way, failed, not for this person. */
export function Feedback() {
  return (
    <Sheet name="Empty, loading, failed, not allowed">
      <div className={css['feedback']}>
        <Empty title="No executions yet" text="Each run of a workflow is a line here, with what it did outside.">
          <Button variant="filled">Run a workflow</Button>
        </Empty>
        <SkeletonRows rows={4} />
        <Problem
          title="The list could not be read"
          text="The database did not answer within 5 s. Nothing was changed."
          onRetry={() => notifyFailure('Still not there', 'The database did not answer within 5 s.')}
        />
        <NoPermission text="Only who may manage policies sees them." />
      </div>
      <div className="row">
        <Button onClick={() => notifyDone('Saved as version 4')}>Say that it is done</Button>
        <Button onClick={() => notifyFailure('Not published', 'Nobody has approved of version 4 yet.')}>
          Say that it failed
        </Button>
      </div>
    </Sheet>
  )
}
