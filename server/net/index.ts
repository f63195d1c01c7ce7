export { createNet, type Net, type NetSettings } from './net.ts'
