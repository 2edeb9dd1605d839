import { deploymentShape } from "./deployment/shape.ts";
import { application } from "./kinds/application.ts";
import { environment } from "./kinds/environment.ts";
import { project } from "./kinds/project.ts";
import { type ArgsOf, coolifyResource } from "./resource.ts";
import { applicationVariablesShape, databaseVariablesShape, serviceVariablesShape, sharedVariablesShape } from "./variables/shape.ts";

/** A Coolify project. Its description carries the stamp by which it is found again. */
export class Project extends coolifyResource(project) {}
export type ProjectArgs = ArgsOf<typeof project>;

/** A named stage inside a project, such as `production`. */
export class Environment extends coolifyResource(environment) {}
export type EnvironmentArgs = ArgsOf<typeof environment>;

/** An application from a public git repository or a Docker image. */
export class Application extends coolifyResource(application) {}
export type ApplicationArgs = ArgsOf<typeof application>;

/** All environment variables of one application that the program owns. Rows it did not write stay as they are. */
export class ApplicationVariables extends coolifyResource(applicationVariablesShape) {}
export type ApplicationVariablesArgs = ArgsOf<typeof applicationVariablesShape>;

/** The same for a service. What its compose file names is there already; the set gives it values. */
export class ServiceVariables extends coolifyResource(serviceVariablesShape) {}
export type ServiceVariablesArgs = ArgsOf<typeof serviceVariablesShape>;

/** The same for a database. */
export class DatabaseVariables extends coolifyResource(databaseVariablesShape) {}
export type DatabaseVariablesArgs = ArgsOf<typeof databaseVariablesShape>;

/** Variables of a team, project, environment or server, which those of its applications refer to: `{{team.NAME}}`. */
export class SharedVariables extends coolifyResource(sharedVariablesShape) {}
export type SharedVariablesArgs = ArgsOf<typeof sharedVariablesShape>;

/** A run of an application's deployment, awaited and health-checked. A new fingerprint is a new run. */
export class Deployment extends coolifyResource(deploymentShape) {}
export type DeploymentArgs = ArgsOf<typeof deploymentShape>;

/** One Coolify of several in the same program: what is made with it lives there. */
export { CoolifyProvider, type CoolifyProviderArgs } from "./resources/coolifyProvider.ts";
