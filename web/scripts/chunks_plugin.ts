/**
 * Puts into one file what the same people need at once.
 *
 * Left to itself the build makes a file of every few modules that two pages share: a hundred for the first screen, most
 * of them below a kilobyte. Each is a request of its own, and is packed worse than a part of a larger one.
 */
import { build, type Plugin, type Rolldown, type UserConfig } from 'vite'
import FIRST_SCREENS from './first_screens.json' with { type: 'json' }

const ROOT = new URL('../', import.meta.url).pathname

/** What a browser fetches together, as sources; the first screens are weighed too (scripts/size_budget.mjs). */
const STAGES = {
  ...FIRST_SCREENS,
  /** The call of guests; the app can ring from its first moment on. */
  call: ['src/features/calls/GuestCall.tsx', 'src/state/call/index.ts'],
}

type Stage = keyof typeof STAGES

/** What the app alone may fetch begins here: its modules ask the server for what only who is signed in may know. */
const SIGNED_IN = 'src/app/SignedIn.tsx'

/** In which file a module stands, by who needs it: the first that holds. `outside`: some page of who is not signed in. */
const FILES: readonly { name: string; holds: (by: ReadonlySet<Stage | 'outside'>) => boolean }[] = [
  // What everybody has, who is signed in, a guest, or neither.
  { name: 'base', holds: (by) => by.has('public') && (by.has('guest') || by.has('call')) },
  { name: 'public', holds: (by) => by.has('public') },
  // What a guest and a colleague have in common.
  { name: 'people', holds: (by) => by.has('guest') && by.has('app') },
  { name: 'guest', holds: (by) => by.has('guest') },
  { name: 'call', holds: (by) => by.has('call') && by.has('app') },
  { name: 'app', holds: (by) => by.has('app') && !by.has('outside') },
]

export function chunks(): Plugin {
  const self: Plugin = {
    name: 'oogcontact:chunks',
    apply: 'build',
    async config(config) {
      const needed = await stagesOf({
        ...config,
        plugins: config.plugins?.filter((plugin) => plugin !== self),
      })
      const groups = FILES.map(({ name, holds }, place) => ({
        priority: FILES.length - place,
        name: (id: string) => {
          const by = needed.get(id)
          return by !== undefined && holds(by) ? name : null
        },
      }))
      return {
        build: {
          rolldownOptions: { output: { codeSplitting: { groups, includeDependenciesRecursively: false } } },
        },
      }
    },
  }
  return self
}

/** Return which stages need each module, as a build without files of ours finds: not all that is imported is used. */
async function stagesOf(config: UserConfig): Promise<Map<string, Set<Stage | 'outside'>>> {
  const first = { ...config, configFile: false as const, logLevel: 'silent' as const }
  const built = await build({ ...first, build: { ...config.build, write: false } })
  const files = new Map<string, Rolldown.OutputChunk>()
  for (const output of (built as Rolldown.RolldownOutput).output) {
    if (output.type !== 'chunk') continue
    files.set(output.fileName, output)
    if (output.facadeModuleId !== null) files.set(output.facadeModuleId.replace(ROOT, ''), output)
  }
  const needed = new Map<string, Set<Stage | 'outside'>>()
  const note = (stage: Stage | 'outside', found: Iterable<Rolldown.OutputChunk>) => {
    for (const { moduleIds, facadeModuleId } of found) {
      // A page and what `import()` names are found by the file that bears their name.
      if (facadeModuleId?.endsWith('.html')) continue
      for (const id of moduleIds)
        if (id !== facadeModuleId) needed.set(id, (needed.get(id) ?? new Set()).add(stage))
    }
  }
  for (const [stage, sources] of Object.entries(STAGES) as [Stage, readonly string[]][])
    note(
      stage,
      reached(files, sources, ({ imports }) => imports),
    )
  const beyond = files.get(SIGNED_IN)?.fileName
  note(
    'outside',
    reached(files, ['index.html', 'guest.html'], ({ imports, dynamicImports }) =>
      [...imports, ...dynamicImports].filter((name) => name !== beyond),
    ),
  )
  return needed
}

/** Return these files, and all to which they lead. */
function reached(
  files: ReadonlyMap<string, Rolldown.OutputChunk>,
  sources: readonly string[],
  next: (file: Rolldown.OutputChunk) => readonly string[],
): Set<Rolldown.OutputChunk> {
  const found = new Set<Rolldown.OutputChunk>()
  const left = [...sources]
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const file = files.get(name)
    if (file === undefined) throw new Error(`The client has no ${name}: mend the lists in scripts.`)
    if (found.has(file)) continue
    found.add(file)
    left.push(...next(file))
  }
  return found
}
