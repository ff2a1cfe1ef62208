export default { typescript: { ignoreBuildErrors: true }, turbopack: { root: process.cwd() } }
