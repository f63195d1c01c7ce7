import { effectClasses } from '@steward/contract/effect'
import { BigNumber, Numbers } from '../../ui/numbers.tsx'
import { EffectChip, EffectSquares } from '../../ui/effect-chip.tsx'
import { Kbd, Tag } from '../../ui/kbd.tsx'
import { Page } from '../../ui/page.tsx'
import { RunHistory } from '../../ui/run-history.tsx'
import { Seal, ShortHash } from '../../ui/seal.tsx'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { StateCircle, StateLabel } from '../../ui/state-circle.tsx'
import { states } from '../../ui/state.ts'
import { SampleSlip } from './sample-slip.tsx'
import { Controls } from './controls.tsx'
import { Feedback } from './feedback.tsx'
import { Foundations } from './foundations.tsx'
import { Sheet } from './sheet.tsx'

const hash = '84cab8736f1c0d9e5a2b4c6d8e0f1a3b5c7d9e1f2a4b6c8d0e2f4a6b8c0d922e'
const runs = ['completed', 'completed', 'failed', 'completed', 'running', 'waiting', 'cancelled', 'completed'].map(
  (status, index) => ({ id: String(index), status, durationMs: 400 + index * 260 }),
)

/** Every token, component and state on one sheet, to be looked at in light and dark. It is for whoever builds pages. */
export default function DesignPage() {
  return (
    <Page title="Design">
      <Foundations />
      <Sheet name="Effects: squares act">
        <div className="row" style={{ flexWrap: 'wrap', gap: 12 }}>
          {effectClasses.map((effect) => (
            <EffectChip key={effect} effect={effect} label />
          ))}
          <EffectSquares effects={effectClasses} />
          <EffectChip effect="pay" large />
        </div>
      </Sheet>
      <Sheet name="States: circles report">
        <div className="row" style={{ flexWrap: 'wrap', gap: 16 }}>
          {states.map((state) => (
            <StateLabel key={state} state={state} />
          ))}
          <StateLabel state="waiting" pill />
          <StateCircle state="in_doubt" size={18} />
        </div>
      </Sheet>
      <Controls />
      <Sheet name="Small things">
        <div className="row" style={{ flexWrap: 'wrap', gap: 16 }}>
          <Tag>finance</Tag>
          <Tag color="var(--send-strip)">follow-up</Tag>
          <span>
            <Kbd>Ctrl</Kbd> <Kbd>K</Kbd>
          </span>
          <ServiceTile icon="brand:stripe" name="Stripe" />
          <ServiceTile icon={undefined} name="Salesforce" />
          <ServiceTile icon="brand:postgresql" name="PostgreSQL" round />
          <RunHistory runs={runs} />
          <Seal hash={hash} size={52} />
          <ShortHash hash={hash} />
        </div>
        <Numbers>
          <BigNumber name="Executions in 7 days" value="12 804" hint="+6 %" />
          <BigNumber name="Waiting for you" value="3" accent />
        </Numbers>
      </Sheet>
      <Feedback />
      <Sheet name="The slip">
        <SampleSlip />
      </Sheet>
    </Page>
  )
}
