import { projectsEvents, type MilestoneState, type ProjectState } from '@closeout/contracts/events/projects';
import type { ProjectSnapshot } from '@closeout/contracts/http/internal';
import { newId } from '@closeout/service-kit/db';
import { startPeer, type Peer } from '@closeout/service-kit/testing';

/** Stands in for projects. */
export interface Projects extends Peer {
  /** A project that projects has, and has not told of. */
  project(customerId: string, more?: Partial<ProjectState>): ProjectState;
  milestone(project: ProjectState, more?: Partial<MilestoneState>): MilestoneState;
  /** A node of its budget. @returns its id */
  budgetNode(project: ProjectState, code?: string): string;
  /** What projects says when asked from now on. */
  change(project: ProjectState, change: Partial<ProjectState>): ProjectState;
}

const projectExample = projectsEvents.projectCreated.example as ProjectState;
const milestoneExample = projectsEvents.milestoneAdded.example as MilestoneState;

export async function startProjects(broker: { url: string; namespace: string } | null): Promise<Projects> {
  const projects = new Map<string, ProjectState>();
  const milestones = new Map<string, MilestoneState>();
  const budgetNodes: ProjectSnapshot['budgetNodes'] = [];
  const peer = await startPeer('projects', broker, (path) => {
    const [, , noun, id = ''] = path.split('/');
    const project = projects.get(noun === 'milestones' ? (milestones.get(id)?.projectId ?? '') : id);
    if (!project) return null;
    return {
      project,
      milestones: [...milestones.values()].filter((each) => each.projectId === project.id),
      budgetNodes: budgetNodes.filter((each) => each.projectId === project.id),
    };
  });
  return Object.assign(peer, {
    project(customerId: string, more: Partial<ProjectState> = {}) {
      const number = `PRJ-2026-${String(projects.size + 1).padStart(4, '0')}`;
      const project = { ...projectExample, id: newId(), customerId, number, ...more };
      projects.set(project.id, project);
      return project;
    },
    milestone(project: ProjectState, more: Partial<MilestoneState> = {}) {
      const { id: projectId, customerId, currency } = project;
      const milestone = { ...milestoneExample, id: newId(), projectId, customerId, currency, ...more };
      milestones.set(milestone.id, milestone);
      return milestone;
    },
    budgetNode({ id: projectId }: ProjectState, code?: string) {
      const id = newId();
      budgetNodes.push({ id, version: 1, projectId, code, depth: 1 });
      return id;
    },
    change(project: ProjectState, change: Partial<ProjectState>) {
      const changed = { ...project, version: project.version + 1, ...change };
      projects.set(project.id, changed);
      return changed;
    },
  });
}
