namespace Tapestry.Actors;

/// <summary>Gives typed references to grains; a grain exists as soon as it is named.</summary>
public interface IGrainFactory
{
    /// <summary>A proxy whose every call is one transaction on the grain (type of <typeparamref name="T"/>, key).</summary>
    /// <typeparam name="T">Grain interface given to <see cref="GrainRegistry"/>.</typeparam>
    /// <exception cref="NotRegisteredException"><typeparamref name="T"/> is not registered.</exception>
    /// <exception cref="ArgumentException">The key is empty or holds a control character.</exception>
    /// <exception cref="LimitExceededException">The key is longer than <see cref="GrainHostOptions.MaxKeyLength"/>.</exception>
    T GetGrain<T>(string key) where T : class;
}
