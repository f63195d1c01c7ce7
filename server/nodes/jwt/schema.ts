import { shown } from '@steward/sdk/form'
import { Type } from 'typebox'

const algorithms = ['HS', 'RS', 'PS', 'ES'].flatMap((family) => [256, 384, 512].map((bits) => Type.Literal(`${family}${bits}`)))

export const parameters = Type.Object({
  operation: Type.Union([Type.Literal('sign'), Type.Literal('verify'), Type.Literal('decode')], {
    title: 'Operation',
    connection: { sign: 'jwtAuth', verify: 'jwtAuth' },
    default: 'sign',
  }),
  ...shown({ operation: ['sign'] }, { useJson: Type.Boolean({ title: 'Use JSON to build payload', default: false }) }),
  ...shown(
    { operation: ['sign'], useJson: [false] },
    {
      claims: Type.Partial(
        Type.Object({
          audience: Type.String({ title: 'Audience' }),
          expiresIn: Type.Number({ title: 'Expires in', default: 3600, unit: 's' }),
          issuer: Type.String({ title: 'Issuer' }),
          jwtid: Type.String({ title: 'JWT ID' }),
          notBefore: Type.Number({ title: 'Not before', default: 0, unit: 's' }),
          subject: Type.String({ title: 'Subject' }),
        }),
        { title: 'Payload claims' },
      ),
    },
  ),
  ...shown(
    { operation: ['sign'], useJson: [true] },
    { claimsJson: Type.String({ title: 'Payload claims (JSON)', default: '{}', language: 'json' }) },
  ),
  ...shown({ operation: ['verify', 'decode'] }, { token: Type.String({ title: 'Token', default: '' }) }),
  options: Type.Partial(
    Type.Object({
      ...shown(
        { '/operation': ['verify', 'decode'] },
        {
          complete: Type.Boolean({
            title: 'Return additional info',
            description: 'Header and signature as well.',
            default: false,
          }),
        },
      ),
      ...shown(
        { '/operation': ['verify'] },
        {
          ignoreExpiration: Type.Boolean({ title: 'Ignore expiration', default: false }),
          ignoreNotBefore: Type.Boolean({ title: 'Ignore not before claim', default: false }),
          clockTolerance: Type.Number({ title: 'Clock tolerance', default: 0, unit: 's' }),
        },
      ),
      ...shown({ '/operation': ['sign'] }, { kid: Type.String({ title: 'Key ID', default: '' }) }),
      ...shown(
        { '/operation': ['sign', 'verify'] },
        { algorithm: Type.Union(algorithms, { title: 'Override algorithm', default: 'HS256' }) },
      ),
    }),
    { title: 'Options' },
  ),
})
