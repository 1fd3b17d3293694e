using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>How something was released, as data: as much as a composition needs to say what it costs.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NoiseFreeRelease), "noise-free")]
[JsonDerivedType(typeof(DistributedDiscreteGaussianRelease), "distributed-discrete-gaussian")]
public abstract record ReleaseMechanism
{
    private protected ReleaseMechanism()
    {
    }
}
