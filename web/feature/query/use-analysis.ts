import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { analysisQuery } from '../../api/queries.ts'
import type { Draft } from './draft.ts'

const pauseMs = 700

/** What the server says to the text, a moment after the last key; the former answer stands until then. */
export function useAnalysis({ instanceId, database, form, text }: Draft, isAllowed: boolean) {
  const [settled] = useDebouncedValue(text, pauseMs)
  const isAskable = instanceId !== null && database !== null && settled.trim() !== '' && isAllowed
  const answer = useQuery({
    ...analysisQuery({ instanceId: instanceId ?? '', database: database ?? '', form, text: settled }),
    enabled: isAskable,
    placeholderData: keepPreviousData,
  })
  const isCurrent = isAskable && settled === text && !answer.isPlaceholderData && !answer.isFetching
  return {
    answer: isAskable ? answer.data : undefined,
    error: isAskable ? answer.error : null,
    isAskable,
    isCurrent,
    retry: () => void answer.refetch(),
  }
}
