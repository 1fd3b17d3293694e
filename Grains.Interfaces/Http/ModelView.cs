using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Interfaces.Http;

/// <summary>A Shared Base with all that a download needs.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The certified round that made it; 0 for the base that the run started from.</param>
/// <param name="Digest">Digest of the manifest, as certificates name it.</param>
/// <param name="ModelConfig">The blob with the model's <c>config.json</c>.</param>
/// <param name="Base">Its shards.</param>
public sealed record ModelView(RunId Run, int Round, Sha256Digest Digest, Sha256Digest ModelConfig, BaseManifest Base);
