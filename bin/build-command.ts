/** `npm run build`: makes the build that `npm start` serves, so that a start (of an image) has nothing left to build. */
import { build, isBuilt } from './build'

if (!isBuilt() && !build()) process.exit(1)
