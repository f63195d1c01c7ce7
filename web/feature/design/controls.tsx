import { ActionIcon, Button, Checkbox, SegmentedControl, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { Play, Settings2 } from 'lucide-react'
import css from './design.module.css'
import { Sheet } from './sheet.tsx'

const noChange = () => undefined

/** What is pressed and filled in, in each of its states. */
export function Controls() {
  return (
    <>
      <Sheet name="Buttons: one is filled in a view">
        <div className="row" style={{ flexWrap: 'wrap', gap: 12 }}>
          <Button variant="filled" leftSection={<Play size={14} aria-hidden />}>
            Run
          </Button>
          <Button>Discard</Button>
          <Button variant="subtle" color="gray">
            Cancel
          </Button>
          <Button disabled>May not</Button>
          <Button loading>Saves</Button>
          <ActionIcon aria-label="Settings">
            <Settings2 size={16} aria-hidden />
          </ActionIcon>
        </div>
      </Sheet>
      <Sheet name="Fields">
        <div className={css['fields']}>
          <TextInput label="Name" placeholder="Refund a customer" description="What it is called in lists." />
          <TextInput label="Amount" defaultValue="12,5,0" error="This is not an amount: write 12.50." />
          <TextInput label="Set by the installation" value="Europe/Berlin" disabled onChange={noChange} />
          <Select label="Environment" data={['production', 'staging']} defaultValue="production" />
          <Textarea label="Reason" autosize minRows={2} placeholder="Who decides reads it." />
          <div style={{ display: 'grid', gap: 10 }}>
            <Switch label="Active" defaultChecked />
            <Checkbox label="Take effects back when it fails" />
            <SegmentedControl aria-label="View" data={['Table', 'JSON', 'Schema']} />
          </div>
        </div>
      </Sheet>
    </>
  )
}
