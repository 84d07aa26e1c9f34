/** The groups of agents, and the commands that change them. */
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { answer, http, oncePerClick } from '@/protocol/http'
import type { Group } from '@/protocol/types'

const GROUPS = ['groups']

export function useGroups() {
  return useQuery({ queryKey: GROUPS, queryFn: () => answer(http.GET('/api/administration/groups')) })
}

/** Makes a group (`id` null) or changes one; returns it. */
export async function saveGroup(
  queries: QueryClient,
  id: string | null,
  body: { name: string; members: string[] },
): Promise<Group> {
  const saved = await (id === null
    ? answer(http.POST('/api/administration/groups', { body, headers: oncePerClick() }))
    : answer(
        http.PATCH('/api/administration/groups/{group_id}', { params: { path: { group_id: id } }, body }),
      ))
  await queries.invalidateQueries({ queryKey: GROUPS })
  return saved
}

export async function removeGroup(queries: QueryClient, { id }: Group): Promise<void> {
  const params = { path: { group_id: id } }
  const left = await answer(http.DELETE('/api/administration/groups/{group_id}', { params }))
  queries.setQueryData<Group[]>(GROUPS, left)
}
