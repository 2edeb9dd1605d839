import { databaseDeploymentShape, serviceDeploymentShape } from "./deployment/containerShape.ts";
import { deploymentShape } from "./deployment/shape.ts";
import { application } from "./kinds/application.ts";
import { cloudToken } from "./kinds/cloudToken.ts";
import { database } from "./kinds/database.ts";
import { databaseBackup } from "./kinds/databaseBackup.ts";
import { destination } from "./kinds/destination.ts";
import { environment } from "./kinds/environment.ts";
import { githubApp } from "./kinds/githubApp.ts";
import { notificationChannel } from "./kinds/notificationChannel.ts";
import { privateKey } from "./kinds/privateKey.ts";
import { project } from "./kinds/project.ts";
import { s3Storage } from "./kinds/s3Storage.ts";
import { scheduledTask } from "./kinds/scheduledTask.ts";
import { server } from "./kinds/server.ts";
import { service } from "./kinds/service.ts";
import { serviceApplication } from "./kinds/serviceApplication.ts";
import { serviceDatabase } from "./kinds/serviceDatabase.ts";
import { storage } from "./kinds/storage.ts";
import { volumeBackup } from "./kinds/volumeBackup.ts";
import { type ArgsOf, coolifyResource } from "./resource.ts";
import { applicationVariablesShape, databaseVariablesShape, serviceVariablesShape, sharedVariablesShape } from "./variables/shape.ts";

/** A Coolify project. Its description carries the stamp by which it is found again. */
export class Project extends coolifyResource(project) {}
export type ProjectArgs = ArgsOf<typeof project>;

/** A named stage inside a project, such as `production`. */
export class Environment extends coolifyResource(environment) {}
export type EnvironmentArgs = ArgsOf<typeof environment>;

/** An application: built from git or a Dockerfile, or taken from a registry. */
export class Application extends coolifyResource(application) {}
export type ApplicationArgs = ArgsOf<typeof application>;

/** A volume, directory or file that is mounted into an application or a database. */
export class Storage extends coolifyResource(storage) {}
export type StorageArgs = ArgsOf<typeof storage>;

/** A command that runs inside a container of an application or a service at set times. */
export class ScheduledTask extends coolifyResource(scheduledTask) {}
export type ScheduledTaskArgs = ArgsOf<typeof scheduledTask>;

/** The backup schedule of one volume or directory. */
export class VolumeBackup extends coolifyResource(volumeBackup) {}
export type VolumeBackupArgs = ArgsOf<typeof volumeBackup>;

/** A bucket for backups. */
export class S3Storage extends coolifyResource(s3Storage) {}
export type S3StorageArgs = ArgsOf<typeof s3Storage>;

/** An SSH key with which Coolify reaches servers and git repositories. */
export class PrivateKey extends coolifyResource(privateKey) {}
export type PrivateKeyArgs = ArgsOf<typeof privateKey>;

/** A machine on which Coolify runs containers. */
export class Server extends coolifyResource(server) {}
export type ServerArgs = ArgsOf<typeof server>;

/** A Docker network of a server, in which applications, databases and services run. */
export class Destination extends coolifyResource(destination) {}
export type DestinationArgs = ArgsOf<typeof destination>;

/** A GitHub App through which Coolify reads private repositories. */
export class GithubApp extends coolifyResource(githubApp) {}
export type GithubAppArgs = ArgsOf<typeof githubApp>;

/** Access to a cloud provider. */
export class CloudToken extends coolifyResource(cloudToken) {}
export type CloudTokenArgs = ArgsOf<typeof cloudToken>;

/** One way in which Coolify tells the team what happens. */
export class NotificationChannel extends coolifyResource(notificationChannel) {}
export type NotificationChannelArgs = ArgsOf<typeof notificationChannel>;

/** Containers that belong together, from a compose text or a one-click service. */
export class Service extends coolifyResource(service) {}
export type ServiceArgs = ArgsOf<typeof service>;

/** Settings of one container of a service. */
export class ServiceApplication extends coolifyResource(serviceApplication) {}
export type ServiceApplicationArgs = ArgsOf<typeof serviceApplication>;

/** Settings of one database container of a service. */
export class ServiceDatabase extends coolifyResource(serviceDatabase) {}
export type ServiceDatabaseArgs = ArgsOf<typeof serviceDatabase>;

/** A database of one of eight engines. */
export class Database extends coolifyResource(database) {}
export type DatabaseArgs = ArgsOf<typeof database>;

/** A backup schedule of a database. */
export class DatabaseBackup extends coolifyResource(databaseBackup) {}
export type DatabaseBackupArgs = ArgsOf<typeof databaseBackup>;

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

/** A service that was started and runs. A new fingerprint is applied while it runs. */
export class ServiceDeployment extends coolifyResource(serviceDeploymentShape) {}
export type ServiceDeploymentArgs = ArgsOf<typeof serviceDeploymentShape>;

/** A database that was started and runs. A new fingerprint restarts it. */
export class DatabaseDeployment extends coolifyResource(databaseDeploymentShape) {}
export type DatabaseDeploymentArgs = ArgsOf<typeof databaseDeploymentShape>;

/** One Coolify of several in the same program: what is made with it lives there. */
export { CoolifyProvider, type CoolifyProviderArgs } from "./resources/coolifyProvider.ts";
