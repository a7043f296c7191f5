/** The folder, in each container of an application, for files of that name. */
export const folderOf = (name: string): string => `/data/${name}`;
